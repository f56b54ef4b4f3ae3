class_name Lantern
extends Area2D
## A lantern that somebody left burning.

signal collected(worth: int)

@export_range(1, 5) var worth := 1
@export_multiline var note := ""


func _on_body_entered(body: Node2D) -> void:
	if not body is Keeper:
		return
	collected.emit(worth)
	set_deferred(&"monitoring", false)
	var fade := create_tween().set_parallel()
	fade.tween_property(self, ^"position:y", position.y - 40.0, 0.4)
	fade.tween_property(self, ^"modulate:a", 0.0, 0.4)
	fade.chain().tween_callback(queue_free)
