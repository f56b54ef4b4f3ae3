extends PathFollow2D
## Glides along the path that it hangs under.

@export var speed := 90.0


func _process(delta: float) -> void:
	progress += speed * delta
