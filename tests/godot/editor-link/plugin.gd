# Connects to the test that started this editor and does what it asks: a line of JSON each way.
@tool
extends EditorPlugin

# Containers lay out and tool scripts run in the first frames of an opened scene.
const SETTLE_FRAMES := 5

var link := StreamPeerTCP.new()
var waiting := ""
var is_busy := true


func _enter_tree() -> void:
	var port := OS.get_environment("WEFT_EDITOR_LINK_PORT")
	if port == "":
		set_process(false)
		return
	link.connect_to_host("127.0.0.1", int(port))
	greet()


func greet() -> void:
	while EditorInterface.get_resource_filesystem().is_scanning() or link.get_status() != StreamPeerTCP.STATUS_CONNECTED:
		await get_tree().process_frame
	await settle()
	reply({"id": 0, "error": OK})
	is_busy = false


func _process(_delta: float) -> void:
	link.poll()
	if link.get_status() == StreamPeerTCP.STATUS_CONNECTED and link.get_available_bytes() > 0:
		waiting += link.get_utf8_string(link.get_available_bytes())
	if not is_busy and waiting.contains("\n"):
		is_busy = true
		var line := waiting.get_slice("\n", 0)
		waiting = waiting.substr(line.length() + 1)
		var request: Dictionary = JSON.parse_string(line)
		var result: Variant = await answer(request)
		reply({"id": request.id, "error": result})
		is_busy = false


func answer(request: Dictionary) -> int:
	var path: String = request.path
	if not path.ends_with(".tscn") and not path.ends_with(".scn"):
		match request.action:
			"open":
				return OK if load(path) != null else ERR_CANT_OPEN
			"save":
				return ResourceSaver.save(load(path), path)
		return ERR_INVALID_PARAMETER
	EditorInterface.open_scene_from_path(path)
	await settle()
	var root := EditorInterface.get_edited_scene_root()
	if root == null or root.scene_file_path != path:
		return ERR_CANT_OPEN
	match request.action:
		"open":
			return OK
		"reload":
			EditorInterface.reload_scene_from_path(path)
			await settle()
			return OK
		"edit":
			return edit(root, request.code)
		"save":
			EditorInterface.mark_scene_as_unsaved()
			var error := EditorInterface.save_scene()
			await settle()
			return error
	return ERR_INVALID_PARAMETER


func edit(root: Node, code: String) -> int:
	var script := GDScript.new()
	script.source_code = "@tool\nextends RefCounted\n\nfunc run(root: Node) -> void:\n" + code.indent("\t")
	var error := script.reload()
	if error == OK:
		script.new().run(root)
	return error


func settle() -> void:
	for frame in SETTLE_FRAMES:
		await get_tree().process_frame


func reply(message: Dictionary) -> void:
	link.put_data((JSON.stringify(message) + "\n").to_utf8_buffer())
