/** Godot 3's names for classes that look the same in Godot 4; others kept their name or only gained `3D`. */

import type { ClassDatabase } from '../../godot/classes.ts'

const renamed: Readonly<Record<string, string>> = {
  AnimatedSprite: 'AnimatedSprite2D',
  Area: 'Area3D',
  Camera: 'Camera3D',
  CollisionShape: 'CollisionShape3D',
  CollisionPolygon: 'CollisionPolygon3D',
  KinematicBody: 'CharacterBody3D',
  KinematicBody2D: 'CharacterBody2D',
  Light2D: 'PointLight2D',
  Navigation2D: 'Node2D',
  NavigationPolygonInstance: 'NavigationRegion2D',
  Particles2D: 'GPUParticles2D',
  Particles: 'GPUParticles3D',
  Path: 'Path3D',
  Position2D: 'Marker2D',
  Position3D: 'Marker3D',
  Spatial: 'Node3D',
  Sprite: 'Sprite2D',
  VisibilityNotifier2D: 'VisibleOnScreenNotifier2D',
  YSort: 'Node2D',
  CubeMesh: 'BoxMesh',
  BoxShape: 'BoxShape3D',
}

/** The type itself first; empty for a class that Godot does not bring. */
export function ancestryOf(classes: ClassDatabase, type: string): readonly string[] {
  const known = classes.ancestry(type)
  if (known.length > 0) return known
  const now = renamed[type] ?? `${type}3D`
  return classes.ancestry(now)
}
