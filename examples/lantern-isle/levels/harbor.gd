class_name Harbor
extends Node2D
## A level by the water: counts the lanterns, tells the HUD, minds the tide.

enum Tide { EBB, FLOOD }

@export var player: Keeper
@export_node_path("PointLight2D") var beam_path: NodePath
@export var lantern_goal := 5
@export var tide := Tide.FLOOD
@export_multiline var greeting := ""
@export var lamps: Array[Node2D] = []

@onready var score: Label = %Score
@onready var hearts: HBoxContainer = %Hearts
@onready var message: Label = %Message


func _ready() -> void:
	Voyage.lanterns_changed.connect(_on_lanterns_changed)
	_on_lanterns_changed(Voyage.lanterns)
	say(greeting)


func say(text: String) -> void:
	message.text = text
	message.modulate.a = 1.0
	var fade := create_tween()
	fade.tween_interval(3.0)
	fade.tween_property(message, ^"modulate:a", 0.0, 1.0)


func _on_lanterns_changed(count: int) -> void:
	score.text = "%d / %d lanterns" % [count, lantern_goal]
	if count >= lantern_goal:
		say("Every lantern is home.")


func _on_lantern_collected(worth: int) -> void:
	Voyage.lanterns += worth
	$Chime.play()


func _on_player_hurt(hearts_left: int) -> void:
	for heart in hearts.get_children():
		heart.modulate.a = 1.0 if heart.get_index() < hearts_left else 0.25
	if hearts_left == 0:
		get_tree().reload_current_scene.call_deferred()


func _on_deep_water_body_entered(body: Node2D) -> void:
	$Splash.play()
	if body is Keeper:
		body.return_home()


func _on_door_area_body_entered(_body: Node2D, text: String) -> void:
	say(text)


func _on_beam_swept() -> void:
	for lamp in lamps:
		lamp.modulate = Color(1.2, 1.15, 1.0)
		create_tween().tween_property(lamp, ^"modulate", Color.WHITE, 0.6)


func _on_tide_timer_timeout() -> void:
	tide = Tide.EBB if tide == Tide.FLOOD else Tide.FLOOD
	say("The tide turns.")
