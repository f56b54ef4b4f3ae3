class_name CrabStats
extends Resource
## What tells one kind of crab from another.

@export_range(0, 200, 1, "suffix:px/s") var pace := 60.0
@export_range(0, 600, 5, "suffix:px/s") var push := 240.0
@export var favourite_food: StringName = &"mussels"
@export var shell_colors: Array[Color] = []
