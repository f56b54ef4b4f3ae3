/** The graph of a small project, walked both ways. */
import { expect, test } from 'vitest'
import json from '../../godot/classes.json' with { type: 'json' }
import { createClassDatabase } from '../../godot/classes.ts'
import { createProjectIndex } from '../query/project-index.ts'
import { putFileText } from '../query/read-file.ts'
import { dependencyGraph } from './graph.ts'
import { around, inDependencyOrder } from './walk.ts'

const external = (type: string, path: string, uid = '') =>
  `[ext_resource type="${type}"${uid === '' ? '' : ` uid="${uid}"`} path="${path}" id="${path.length}_${path.slice(-6, -5)}"]\n`
const instance = (path: string) => `instance=ExtResource("${path.length}_${path.slice(-6, -5)}")`

const files: Readonly<Record<string, string>> = {
  'res://project.godot': 'run/main_scene="uid://harbor"\n[autoload]\nVoyage="*res://voyage.gd"\n',
  'res://harbor.tscn': `[gd_scene format=3 uid="uid://harbor"]\n\n${external('PackedScene', 'res://gone/crab.tscn', 'uid://crab')}${external('Texture2D', 'res://sea.png')}\n[node name="H" type="Node2D"]\n\n[node name="C" parent="." ${instance('res://gone/crab.tscn')}]\n`,
  'res://night.tscn': `[gd_scene format=3]\n\n${external('PackedScene', 'res://harbor.tscn')}\n[node name="N" ${instance('res://harbor.tscn')}]\n`,
  'res://crab.tscn': `[gd_scene format=3 uid="uid://crab"]\n\n${external('Script', 'res://crab.gd')}\n[node name="C" type="Node2D"]\nscript = ExtResource("14_r")\n`,
  'res://crab.gd':
    'class_name Crab\nextends Enemy\nconst NEST = preload("res://nest.tscn")\n# preload("res://comment.tscn")\n',
  'res://enemy.gd': 'class_name Enemy\nextends Node2D\n',
  'res://nest.tscn': `[gd_scene format=3]\n\n${external('PackedScene', 'res://crab.tscn')}\n[node name="N" type="Node2D"]\n\n[node name="C" parent="." ${instance('res://crab.tscn')}]\n`,
  'res://voyage.gd': 'extends Node\n',
}

function graph() {
  const index = createProjectIndex(createClassDatabase(json))
  for (const [path, text] of Object.entries(files)) {
    index.putFile(path)
    putFileText(index, path, text)
  }
  return dependencyGraph(index)
}

test('DEP1, DEP2 uses by path, by uid, from scripts and from project.godot', () => {
  const { files: found } = graph()
  expect(found.get('res://harbor.tscn')?.uses).toEqual([
    { path: 'res://crab.tscn', kind: 'instance', by: 'uid' },
    { path: 'res://sea.png', kind: 'resource', by: 'path' },
  ])
  expect(found.get('res://night.tscn')?.uses).toEqual([{ path: 'res://harbor.tscn', kind: 'inherits', by: 'path' }])
  expect(found.get('res://crab.gd')?.uses).toEqual([
    { path: 'res://enemy.gd', kind: 'extends', by: 'path' },
    { path: 'res://nest.tscn', kind: 'load', by: 'path' },
  ])
  expect(found.get('res://project.godot')?.uses).toEqual([
    { path: 'res://harbor.tscn', kind: 'load', by: 'uid' },
    { path: 'res://voyage.gd', kind: 'load', by: 'path' },
  ])
  expect(found.get('res://crab.tscn')?.usedBy.map(use => use.path)).toEqual(['res://harbor.tscn', 'res://nest.tscn'])
})

test('DEP3 what is named and not there, and circles', () => {
  const made = graph()
  expect([...made.files.values()].filter(file => file.isMissing).map(file => file.path)).toEqual(['res://sea.png'])
  expect(made.cycles).toEqual([['res://crab.gd', 'res://crab.tscn', 'res://nest.tscn']])
})

test('DEP4 around one file, all ways', () => {
  const found = around(graph(), 'res://crab.tscn')
  expect(found?.needs).toEqual([
    { path: 'res://crab.gd', depth: 1 },
    { path: 'res://enemy.gd', depth: 2 },
    { path: 'res://nest.tscn', depth: 2 },
  ])
  expect(found?.neededBy.map(each => each.path)).toEqual([
    'res://harbor.tscn',
    'res://nest.tscn',
    'res://night.tscn',
    'res://project.godot',
    'res://crab.gd',
  ])
  expect(found?.cycles.length).toBe(1)
  expect(around(graph(), 'res://night.tscn')?.missing).toEqual(['res://sea.png'])
  expect(around(graph(), 'res://nobody.tscn')).toBeNull()
})

test('DEP5 what is used comes first', () => {
  const paths = ['res://night.tscn', 'res://harbor.tscn', 'res://crab.tscn', 'res://nest.tscn']
  expect(inDependencyOrder(graph(), paths)).toEqual([
    'res://nest.tscn',
    'res://crab.tscn',
    'res://harbor.tscn',
    'res://night.tscn',
  ])
})
