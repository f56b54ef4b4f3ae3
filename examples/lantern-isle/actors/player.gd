class_name Keeper
extends CharacterBody2D
## The lighthouse keeper, walking with the arrow keys.

signal hurt(hearts_left: int)

@export_range(40, 400, 5, "suffix:px/s") var speed := 190.0
@export_range(100, 800, 5, "suffix:px/s") var jump_speed := 420.0
@export var hearts := 3
## Where the keeper comes back to after a fall.
@export var home: Marker2D

@onready var figure: Node2D = $Figure
@onready var steps: AnimationPlayer = $Steps


func _physics_process(delta: float) -> void:
	velocity += get_gravity() * delta
	if is_on_floor() and Input.is_action_just_pressed("ui_accept"):
		velocity.y = -jump_speed
	var heading := Input.get_axis("ui_left", "ui_right")
	velocity.x = move_toward(velocity.x, heading * speed, speed * 8.0 * delta)
	move_and_slide()
	if heading != 0.0:
		figure.scale.x = signf(heading)
	steps.play(&"walk" if heading != 0.0 and is_on_floor() else &"idle")


func take_hurt(push: Vector2) -> void:
	hearts = maxi(hearts - 1, 0)
	velocity = push
	hurt.emit(hearts)


func return_home() -> void:
	velocity = Vector2.ZERO
	if home != null:
		global_position = home.global_position
