# Prints what Godot knows of every class that a scene or a resource file can hold, a JSON line each.
#   godot --headless --path PROJECT --script godot-classes.gd
# Lines of interest start with "@@CLASS ", the first one ("@@HEADER ") has the names of types and hints.
extends SceneTree

const HINTS := {
	"range": PROPERTY_HINT_RANGE,
	"enum": PROPERTY_HINT_ENUM,
	"enumSuggestion": PROPERTY_HINT_ENUM_SUGGESTION,
	"easing": PROPERTY_HINT_EXP_EASING,
	"link": PROPERTY_HINT_LINK,
	"flags": PROPERTY_HINT_FLAGS,
	"layers2dRender": PROPERTY_HINT_LAYERS_2D_RENDER,
	"layers2dPhysics": PROPERTY_HINT_LAYERS_2D_PHYSICS,
	"layers2dNavigation": PROPERTY_HINT_LAYERS_2D_NAVIGATION,
	"layers3dRender": PROPERTY_HINT_LAYERS_3D_RENDER,
	"layers3dPhysics": PROPERTY_HINT_LAYERS_3D_PHYSICS,
	"layers3dNavigation": PROPERTY_HINT_LAYERS_3D_NAVIGATION,
	"layersAvoidance": PROPERTY_HINT_LAYERS_AVOIDANCE,
	"file": PROPERTY_HINT_FILE,
	"filePath": PROPERTY_HINT_FILE_PATH,
	"folder": PROPERTY_HINT_DIR,
	"globalFile": PROPERTY_HINT_GLOBAL_FILE,
	"globalFolder": PROPERTY_HINT_GLOBAL_DIR,
	"resource": PROPERTY_HINT_RESOURCE_TYPE,
	"multiline": PROPERTY_HINT_MULTILINE_TEXT,
	"expression": PROPERTY_HINT_EXPRESSION,
	"placeholder": PROPERTY_HINT_PLACEHOLDER_TEXT,
	"colorNoAlpha": PROPERTY_HINT_COLOR_NO_ALPHA,
	"typeString": PROPERTY_HINT_TYPE_STRING,
	"nodePathTypes": PROPERTY_HINT_NODE_PATH_VALID_TYPES,
	"saveFile": PROPERTY_HINT_SAVE_FILE,
	"arrayType": PROPERTY_HINT_ARRAY_TYPE,
	"dictionaryType": PROPERTY_HINT_DICTIONARY_TYPE,
	"localeId": PROPERTY_HINT_LOCALE_ID,
	"localizable": PROPERTY_HINT_LOCALIZABLE_STRING,
	"node": PROPERTY_HINT_NODE_TYPE,
	"hideQuaternion": PROPERTY_HINT_HIDE_QUATERNION_EDIT,
	"password": PROPERTY_HINT_PASSWORD,
	"toolButton": PROPERTY_HINT_TOOL_BUTTON,
	"oneShot": PROPERTY_HINT_ONESHOT,
	"groupEnable": PROPERTY_HINT_GROUP_ENABLE,
	"inputName": PROPERTY_HINT_INPUT_NAME,
}
const KEPT := PROPERTY_USAGE_STORAGE | PROPERTY_USAGE_EDITOR
const HEADINGS := PROPERTY_USAGE_GROUP | PROPERTY_USAGE_SUBGROUP


func _init() -> void:
	var types := []
	var zeros := {}
	for type in TYPE_MAX:
		types.append(type_string(type))
		if type != TYPE_OBJECT:
			zeros[type_string(type)] = var_to_str(type_convert(null, type))
	var header := {"version": Engine.get_version_info().string, "types": types, "zeros": zeros, "hints": HINTS}
	print("@@HEADER ", JSON.stringify(header))
	for name in wanted():
		print("@@CLASS ", JSON.stringify(describe(name), "", false))
	print("@@DONE")
	quit()


# Nodes, resources and everything they descend from; what only the editor has is left out.
func wanted() -> Array:
	var names := {"Object": true}
	for name in ClassDB.get_class_list():
		if ClassDB.class_get_api_type(name) != ClassDB.API_CORE:
			continue
		if not (ClassDB.is_parent_class(name, "Node") or ClassDB.is_parent_class(name, "Resource")):
			continue
		var ancestor := StringName(name)
		while ancestor != &"":
			names[str(ancestor)] = true
			ancestor = ClassDB.get_parent_class(ancestor)
	var sorted := names.keys()
	sorted.sort()
	return sorted


func describe(name: String) -> Dictionary:
	var own := []
	var known := {}
	for info in ClassDB.class_get_property_list(name):
		known[info.name] = true
	for info in ClassDB.class_get_property_list(name, true):
		if info.usage & (HEADINGS | KEPT):
			own.append(describe_property(info))
	var defaults := {}
	for property in known:
		var value: Variant = ClassDB.class_get_property_default_value(name, property)
		if value != null and typeof(value) != TYPE_OBJECT:
			defaults[property] = var_to_str(value)
	var signals := []
	for info in ClassDB.class_get_signal_list(name, true):
		var arguments := []
		for argument in info.args:
			arguments.append([argument.name, argument.type, str(argument.class_name)])
		signals.append([info.name, arguments])
	return {
		"name": name,
		"inherits": str(ClassDB.get_parent_class(name)),
		"instantiable": ClassDB.can_instantiate(name),
		"own": own,
		"extra": extra(name, known),
		"defaults": defaults,
		"signals": signals,
	}


func describe_property(info: Dictionary) -> Dictionary:
	return {
		"name": info.name,
		"type": info.type,
		"hint": info.hint,
		"hintString": info.hint_string,
		"className": str(info.class_name),
		"usage": info.usage,
	}


# What a fresh object lists beyond its class (theme overrides), by the class that lists it.
func extra(name: String, known: Dictionary) -> Dictionary:
	var found := {}
	if not ClassDB.can_instantiate(name):
		return found
	var object: Object = ClassDB.instantiate(name)
	if object == null:
		return found
	var lister := ""
	for info in object.get_property_list():
		if info.usage & PROPERTY_USAGE_CATEGORY:
			lister = info.name
		elif not known.has(info.name) and info.name != "script" and info.usage & (HEADINGS | KEPT):
			if not found.has(lister):
				found[lister] = []
			found[lister].append(describe_property(info))
	for key in found.keys():
		if not found[key].any(func(info: Dictionary) -> bool: return info.usage & KEPT):
			found.erase(key)
	if object is Node:
		object.free()
	return found
