extends SceneTree
# Loads the scenes named in its arguments, again and again, and prints the times of each round in microseconds.

const ROUNDS := 7

func _init() -> void:
	var rounds: Array[int] = []
	for round in ROUNDS:
		var start := Time.get_ticks_usec()
		for path in OS.get_cmdline_user_args():
			var scene := ResourceLoader.load(path, "PackedScene", ResourceLoader.CACHE_MODE_IGNORE) as PackedScene
			if scene == null or not scene.can_instantiate():
				push_error("not loaded: " + path)
				quit(1)
				return
		rounds.append(Time.get_ticks_usec() - start)
	print("rounds ", JSON.stringify(rounds))
	quit()
