/** Sizes and rates that Weft refuses to go beyond, each with its reason. */

/** Text of one scene or resource file, in UTF-16 units. The largest seen in real projects are a tenth of this. */
export const SCENE_TEXT_UNITS = 128 * 1024 * 1024

/** How deep arrays, dictionaries and objects may nest in one value. Godot itself writes at most 100 levels. */
export const VALUE_DEPTH = 200

/** Body of one HTTP call to the host; the largest are lists of paths and edits. */
export const API_BODY_BYTES = 4 * 1024 * 1024

/** One frame on the host's RPC socket. */
export const API_FRAME_BYTES = API_BODY_BYTES

/** One frame on the document channel: at most the whole state of the largest scene. */
export const DOCUMENT_FRAME_BYTES = 256 * 1024 * 1024

/** What may wait to be sent to one reader before it is cut off; it comes back and syncs. */
export const SOCKET_BUFFER_BYTES = 32 * 1024 * 1024

/** Presence of one window: a cursor, a selection, a drag. */
export const PRESENCE_FRAME_BYTES = 256 * 1024

/** Presence clients that one connection may speak for. A window is one; a reload makes another. */
export const PRESENCE_CLIENTS = 8

/** From opening a socket to its first frame with the token. */
export const FIRST_FRAME_MS = 10_000

/** Sockets of one host. Each window has two or three. */
export const HOST_CONNECTIONS = 256

/** A page address that nobody opened within this time is worth nothing. */
export const SESSION_CODE_MS = 60 * 60 * 1000

/** Page addresses waiting to be opened; the oldest goes first. */
export const SESSION_CODES = 16

/** Wrong one-time codes a minute, from everybody together. Codes have 192 bits; this is only against noise. */
export const SESSION_FAILURES_PER_MINUTE = 20

/** A text file as it is read for the editor. */
export const TEXT_FILE_BYTES = 4 * 1024 * 1024

/** An image as it is read for thumbnails and sprites. */
export const IMAGE_BYTES = 16 * 1024 * 1024

/** One run of Git that only looks: a file of a revision, the log of one file. */
export const GIT_RUN_MS = 20_000

/** What such a run may print; the largest scenes are a tenth of this. */
export const GIT_OUTPUT_BYTES = 128 * 1024 * 1024

/** Commits of one file that are offered for comparing. */
export const GIT_REVISIONS_LISTED = 50

/** A text that is merged by its lines; larger files are data, and merged as binary ones are. */
export const TEXT_MERGE_BYTES = 64 * 1024 * 1024

/** Words of one contested hunk that are looked at one by one; a longer hunk is another text, not an edited one. */
export const MERGE_WORDS = 4_000

/** Files without an equal on the other side, on each side, beyond which renames are found by equal content only. */
export const RENAME_CANDIDATES = 1_000

/** A file that is compared with others to find where it was moved from. */
export const RENAME_FILE_BYTES = 8 * 1024 * 1024

/** How long Weft waits for another program to let go of Git's index: a command of Git holds it for a moment. */
export const INDEX_LOCK_TRIES = 20
export const INDEX_LOCK_WAIT_MS = 100

/** Operations of one working folder that can be taken back; what older ones replaced is left to Git's collection. */
export const OPERATIONS_KEPT = 500

/** A file whose bytes are kept while another reality or a version names them; a larger one is only in the folder. */
export const KEPT_FILE_BYTES = 512 * 1024 * 1024
/** One template file. A template is a subtree that people reuse, not a level. */
export const TEMPLATE_BYTES = 2 * 1024 * 1024

/** Nodes in one template, and how deep they may lie below one another. */
export const TEMPLATE_NODES = 10_000
export const TEMPLATE_DEPTH = 100

/** Parameters of one template, and places that one parameter may go to: more than a form can show. */
export const TEMPLATE_PARAMETERS = 100
export const TEMPLATE_TARGETS = 200

/** One value of a parameter, in UTF-16 units: a paragraph, not a document. */
export const TEMPLATE_VALUE_UNITS = 10_000

/** Templates of one library that are read; a folder with more is not a library. */
export const TEMPLATE_FILES = 1000
/** A query over the nodes of a project. Longer than anybody types; a program may ask several. */
export const QUERY_UNITS = 2_000

/** How deep the brackets of a query may nest. */
export const QUERY_DEPTH = 50

/** Hits in one answer; the rest comes with `after`. */
export const QUERY_HITS = 2_000

/** What of a property's value is looked at and kept for queries: no tile map or mesh is searched. */
export const QUERY_VALUE_UNITS = 10_000

/** A larger file is not searched for text. */
export const SEARCHED_FILE_BYTES = 32 * 1024 * 1024

/** Lines of one file in an answer of a search: somebody who looks for "e" wants to look for something else. */
export const SEARCH_FILE_LINES = 1_000

/** Lines in one answer of a search. */
export const SEARCH_LINES = 10_000

/** A part of a search that has not come to its end by then is a runaway expression. */
export const SEARCH_STUCK_MS = 10_000

/** Replaces that can still be taken back; the bytes before stay in memory. */
export const REPLACES_KEPT = 5

/** File names in one answer. */
export const SEARCH_NAMES = 200

/** Nodes in one scene beyond which Godot's editor becomes slow to work in, and a merge hard to read. */
export const SCENE_NODES_MANY = 1_000

/** Problems of one project in one answer. */
export const PROBLEMS_SHOWN = 5_000

/** Scenes in one batch. */
export const BATCH_SCENES = 10_000

/** Batches that can be undone as one; older ones are forgotten. */
export const BATCHES_KEPT = 10

/** Realities that others announce: each is fetched whole, so a peer may not announce without end. The oldest count. */
export const SHARED_REALITIES = 500

/** Choices of the review that can be taken back; older ones are kept as what they are, edits. */
export const SETTLED_KEPT = 1000

/** One object of a Git repository as Weft reads it whole into memory. */
export const GIT_OBJECT_BYTES = 1024 * 1024 * 1024

/** Files of which is kept what they were like when they were read, until the index is written. */
export const GIT_FILES_SEEN = 50_000

/** Within this time of a change a file may be changed again without looking so; the second is for disks that count seconds. */
export const GIT_TICK_MS = 100
export const GIT_WHOLE_SECONDS_MS = 3000

/** Walks through a history that wait for their next page to be asked for. */
export const GIT_WALKS_KEPT = 8

/** Files that went and files that came, of one look at the folder, whose texts are compared to find renames. */
export const MOVES_COMPARED = 200

/** Files and folders that one gesture on the project's tree names; a folder counts once, whatever is in it. */
export const TREE_PATHS = 10_000

/** Gestures on the project's tree that can be taken back; older ones are only edits. */
export const TREE_STEPS_KEPT = 100

/** Of clocks that a removal notes: those of some 30,000 sessions whose edits still stand. */
export const SEEN_CLOCKS_BYTES = 256 * 1024

/** A file that begins as a text: nobody types in larger ones, and every replica holds it in memory. */
export const TEXT_DOCUMENT_BYTES = 1024 * 1024

/** Bytes of a file in one answer, and of a file that a window shows or plays as a whole. */
export const MEDIA_PIECE_BYTES = 2 * 1024 * 1024
export const MEDIA_BYTES = 64 * 1024 * 1024

/** Commits that are stops on the way through a workspace's past; older ones are in the history of the repository. */
export const COMMITS_TRAVELLED = 20_000

/** Commits in one answer of the history. */
export const REPO_LOG_PAGE = 1_000

/** Files that one call names to the repository. */
export const REPO_PATHS = 20_000

/** Changed files that the repository's state lists; a count says how many there are. */
export const REPO_STATUS_SHOWN = 5_000

/** Lines of one file's difference in one answer. */
export const REPO_DIFF_LINES = 20_000

/** What happened in the repository, for those who come back and ask what they missed. */
export const REPO_EVENTS_KEPT = 10_000

/** The user's Git while it talks to a server: how long it may say nothing, and how long it has to end when it is told to. */
export const GIT_TALK_SILENT_MS = 120_000
export const GIT_TALK_END_MS = 3_000

/** All that it may say: lines of progress, and what a server has to tell. */
export const GIT_TALK_BYTES = 16 * 1024 * 1024
/** Realities that are made, compared or run in with one call: more than a screen has columns for. */
export const REALITIES_AT_ONCE = 100

/** A command that is run in realities, in UTF-16 units. */
export const COMMAND_UNITS = 4_000

/** One run of such a command: a build or a suite of tests, not a server. */
export const COMMAND_MS = 60 * 60_000

/** The end of what such a command prints that is kept, and what it may print at all before it counts as a runaway. */
export const COMMAND_OUTPUT_KEPT = 64 * 1024
export const COMMAND_OUTPUT_BYTES = 256 * 1024 * 1024

/** Files that such a command made, of one reality, in an answer. */
export const MADE_FILES = 1_000

/** Of the last run of a window, kept with the project: the end of what it printed, in UTF-16 units, and files it made. */
export const RUN_OUTPUT_KEPT = 32 * 1024
export const RUN_FILES_KEPT = 200
