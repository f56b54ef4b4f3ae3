# Prints numbers and literals as Godot does: numbers.bin holds doubles, literals.json strings.
extends SceneTree


func _init() -> void:
	var printed := PackedStringArray()
	for number in FileAccess.get_file_as_bytes("res://numbers.bin").to_float64_array():
		printed.append(var_to_str(number))
		printed.append(var_to_str(Vector2(number, 0)))
	_write("res://numbers.txt", "\n".join(printed))
	var literals := PackedStringArray()
	for literal: String in JSON.parse_string(FileAccess.get_file_as_string("res://literals.json")):
		literals.append(Marshalls.utf8_to_base64(var_to_str(str_to_var(literal))))
	_write("res://literals.txt", "\n".join(literals))
	quit(0)


func _write(path: String, text: String) -> void:
	var file := FileAccess.open(path, FileAccess.WRITE)
	file.store_string(text)
	file.close()
