class_name Crab
extends Area2D
## Walks its patrol up and down, and pinches who comes too near.

signal pinched(victim: Node2D)

enum Mood { SLEEPY, CALM, CROSS }

@export var patrol: Path2D
@export var mood := Mood.CALM
@export var stats: CrabStats
## Where on the patrol it begins, from 0 to 1.
@export_range(0, 1, 0.01) var start := 0.0

var _walked := 0.0


func _ready() -> void:
	if patrol != null:
		_walked = start * patrol.curve.get_baked_length()


func _physics_process(delta: float) -> void:
	if patrol == null or stats == null:
		return
	var length := patrol.curve.get_baked_length()
	_walked += stats.pace * (0.5 + 0.5 * mood) * delta
	var along := pingpong(_walked, length)
	global_position = patrol.to_global(patrol.curve.sample_baked(along))


func _on_body_entered(body: Node2D) -> void:
	if body is Keeper and mood != Mood.SLEEPY:
		var side := signf(body.global_position.x - global_position.x)
		body.take_hurt(Vector2(side * stats.push, -stats.push * 0.6))
		pinched.emit(body)
