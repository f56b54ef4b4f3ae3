# Prints what Godot reads from scenes and resources: a line of JSON each, after a marker.
#   godot --headless --path PROJECT --script oracle.gd -- res://a.tscn res://b.tres
# It reads SceneState: what the file says, with nothing instantiated and no script run.
extends SceneTree


func _init() -> void:
	for path in OS.get_cmdline_user_args():
		print("@@ORACLE ", JSON.stringify(read(path), "", false, true))
	print("@@DONE")
	quit()


func read(path: String) -> Dictionary:
	var resource := ResourceLoader.load(path, "", ResourceLoader.CACHE_MODE_REPLACE)
	if resource == null:
		return {"file": path, "isLoaded": false}
	if resource is PackedScene:
		var state: SceneState = resource.get_state()
		var base := state.get_base_scene_state()
		return {
			"file": path,
			"isLoaded": true,
			"type": "PackedScene",
			"baseScene": base.get_path() if base else "",
			"nodes": range(state.get_node_count()).map(func(index: int) -> Dictionary: return node(state, index)),
			"connections":
			range(state.get_connection_count()).map(func(index: int) -> Dictionary: return connection(state, index)),
		}
	return {
		"file": path,
		"isLoaded": true,
		"type": resource.get_class(),
		"properties": stored_properties(resource, [resource]),
	}


func node(state: SceneState, index: int) -> Dictionary:
	var properties := {}
	for at in state.get_node_property_count(index):
		properties[str(state.get_node_property_name(index, at))] = value(state.get_node_property_value(index, at), [])
	var groups := Array(state.get_node_groups(index)).map(func(group: StringName) -> String: return str(group))
	groups.sort()
	var instance := state.get_node_instance(index)
	return {
		"path": plain(state.get_node_path(index)),
		"name": str(state.get_node_name(index)),
		"type": str(state.get_node_type(index)),
		"parent": plain(state.get_node_path(index, true)) if index > 0 else "",
		"owner": plain(state.get_node_owner_path(index)),
		"index": state.get_node_index(index),
		"instance": instance.resource_path if instance else "",
		"placeholder": state.get_node_instance_placeholder(index),
		"groups": groups,
		"properties": properties,
	}


func connection(state: SceneState, index: int) -> Dictionary:
	return {
		"signal": str(state.get_connection_signal(index)),
		"from": plain(state.get_connection_source(index)),
		"to": plain(state.get_connection_target(index)),
		"method": str(state.get_connection_method(index)),
		"flags": state.get_connection_flags(index),
		"unbinds": state.get_connection_unbinds(index),
		"binds": state.get_connection_binds(index).map(func(bind: Variant) -> Variant: return value(bind, [])),
	}


# As in `parent=`: "." for the root, "A/B" for the others.
func plain(path: NodePath) -> String:
	return str(path).trim_prefix("./")


# A resource of its own file by its path, one inside this file by what it holds.
func value(of: Variant, above: Array) -> Variant:
	if of is Resource:
		if of.resource_path != "" and not of.resource_path.contains("::"):
			return {"type": of.get_class(), "path": of.resource_path}
		if above.has(of):
			return {"type": of.get_class(), "path": "", "properties": {}}
		return {"type": of.get_class(), "path": "", "properties": stored_properties(of, above + [of])}
	if of is Array and not of.is_read_only():
		return {"type": type_string(TYPE_ARRAY), "items": of.map(func(item: Variant) -> Variant: return value(item, above))}
	return {"type": type_string(typeof(of)), "text": var_to_str(of)}


func stored_properties(resource: Resource, above: Array) -> Dictionary:
	var found := {}
	for info in resource.get_property_list():
		if not info.usage & PROPERTY_USAGE_STORAGE or info.name.begins_with("resource_"):
			continue
		var held: Variant = resource.get(info.name)
		var usual: Variant = ClassDB.class_get_property_default_value(resource.get_class(), info.name)
		if typeof(held) != typeof(usual) or held != usual:
			found[info.name] = value(held, above)
	return found
