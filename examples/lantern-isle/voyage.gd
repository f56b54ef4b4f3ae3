extends Node
## What lasts from one level to the next.

signal lanterns_changed(count: int)

var lanterns := 0:
	set(count):
		lanterns = count
		lanterns_changed.emit(count)


func begin(level: String) -> void:
	lanterns = 0
	get_tree().change_scene_to_file.call_deferred(level)
