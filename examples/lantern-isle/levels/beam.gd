extends PointLight2D
## The light of the lighthouse: sweeps to and fro, or follows whoever it is told to.

signal swept(degrees: float)

@export var target: NodePath
@export_range(0, 2, 0.01, "suffix:rad/s") var sweep_speed := 0.2
@export_range(0, 90, 0.5, "radians_as_degrees") var reach := 0.3
## How bright it burns, by the hour of the night.
@export var schedule: Dictionary[String, float] = {}

var _time := 0.0
var _was_rising := true


func _process(delta: float) -> void:
	_time += delta
	var followed := get_node_or_null(target) as Node2D
	if followed != null:
		rotation = rotate_toward(rotation, get_angle_to(followed.global_position) + rotation, sweep_speed * delta)
		return
	var phase := sin(_time * sweep_speed * TAU)
	rotation = phase * reach
	var is_rising := cos(_time * sweep_speed * TAU) > 0.0
	if is_rising != _was_rising:
		_was_rising = is_rising
		swept.emit(rad_to_deg(rotation))
