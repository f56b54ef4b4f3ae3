extends Control
## The first screen.


func _ready() -> void:
	%Start.grab_focus()


func _on_level_chosen(level: String) -> void:
	Voyage.begin(level)


func _on_quit_pressed() -> void:
	get_tree().quit()
