/** Left, centre, right and bottom, with lines between them that can be moved. */
import { ChevronRight, PanelBottomClose, PanelBottomOpen } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components'
import type { WorkspaceState } from '../../../shared/contract/data.ts'
import { useApp, useCommand, useFrontScene, useShell } from '../../commands/app-context.tsx'
import type { TabKind } from '../../commands/shell-store.ts'
import { words } from '../../text/en.ts'
import { inspectorWords } from '../../text/inspector.ts'
import { searchWords } from '../../text/search.ts'
import { IconButton } from '../../ui/button.tsx'
import { Empty, PanelHead, SplitHandle } from '../../ui/layout.tsx'
import { SidePanel } from '../../ui/side-panel.tsx'
import { GitPanel } from '../git/index.ts'
import { Inspector } from '../inspector/index.ts'
import { Problems, useProblemCount } from '../problems/index.ts'
import { ProjectPanel } from '../project/index.ts'
import { RealitiesPanel } from '../realities/index.ts'
import { Review } from '../review/index.ts'
import { SceneTree } from '../scene-tree/index.ts'
import { Waiting } from '../waiting/index.ts'
import { Centre } from './centre.tsx'

export function Panels({ workspace }: { readonly workspace: WorkspaceState }): ReactElement {
  const { shell } = useApp()
  const { left, right, isLeftOpen, isRightOpen, leftView, tabs, active } = useShell(state => state)
  // What is looked at as a whole brings its own panels.
  if (isWhole(tabs.find(tab => tab.id === active)?.kind)) {
    return (
      <div className="panels">
        <div className="panel-centre">
          <Centre />
        </div>
      </div>
    )
  }
  return (
    <div className="panels">
      {isLeftOpen && (
        <SidePanel
          side="left"
          label={words.shell.left}
          resizeLabel={words.shell.resizeLeft}
          width={left}
          onResize={width => shell.setState({ left: width })}
        >
          {leftView === 'realities' ? <RealitiesPanel canLeave /> : leftView === 'git' ? <GitPanel /> : <LeftPanels />}
        </SidePanel>
      )}
      <div className="panel-centre">
        <Centre />
        <BottomPanel workspace={workspace} />
      </div>
      {isRightOpen && (
        <SidePanel
          side="right"
          label={words.shell.right}
          resizeLabel={words.shell.resizeRight}
          width={right}
          onResize={width => shell.setState({ right: width })}
        >
          <RightPanels workspace={workspace} />
        </SidePanel>
      )}
    </div>
  )
}

/** Tabs that bring panels of their own. */
const WIDE: ReadonlySet<TabKind> = new Set(['history', 'time-travel', 'merge-preview', 'review', 'side-by-side'])

function isWhole(kind: TabKind | undefined): boolean {
  return kind !== undefined && WIDE.has(kind)
}

function LeftPanels(): ReactElement {
  const { shell } = useApp()
  const { project, isProjectOpen, isSceneOpen } = useShell(state => state)
  const session = useFrontScene()
  return (
    <>
      <div className="panel-part" style={isProjectOpen ? (isSceneOpen ? { height: project } : { flex: 1 }) : {}}>
        <FoldButton
          name={words.project.title}
          isOpen={isProjectOpen}
          onToggle={() => shell.setState({ isProjectOpen: !isProjectOpen })}
        />
        {isProjectOpen && <ProjectPanel />}
      </div>
      {isProjectOpen && isSceneOpen ? (
        <SplitHandle
          label={words.shell.resizeProject}
          axis="y"
          size={project}
          min={80}
          max={640}
          onResize={size => shell.setState({ project: size })}
        />
      ) : (
        <div className="panel-line" />
      )}
      <div className="panel-part" style={isSceneOpen ? { flex: 1 } : {}}>
        <FoldButton
          name={words.tree.title}
          isOpen={isSceneOpen}
          onToggle={() => shell.setState({ isSceneOpen: !isSceneOpen })}
        />
        {isSceneOpen && (session === null ? <NoScene /> : <SceneTree key={session.documentId} session={session} />)}
      </div>
    </>
  )
}

function NoScene(): ReactElement {
  return (
    <>
      <PanelHead title={words.tree.title} />
      <Empty>{words.tree.noScene}</Empty>
    </>
  )
}

/** Lies over the beginning of the panel's head, or stands for it while it is folded. */
function FoldButton({
  name,
  isOpen,
  onToggle,
}: {
  readonly name: string
  readonly isOpen: boolean
  readonly onToggle: () => void
}): ReactElement {
  return (
    <button
      type="button"
      className="panel-fold"
      data-open={isOpen || undefined}
      aria-expanded={isOpen}
      aria-label={name}
      onClick={onToggle}
    >
      <ChevronRight className="chevron" data-open={isOpen || undefined} aria-hidden />
      {!isOpen && <span className="panel-title">{name}</span>}
    </button>
  )
}

function RightPanels({ workspace }: { readonly workspace: WorkspaceState }): ReactElement {
  const { shell } = useApp()
  const rightTab = useShell(state => state.rightTab)
  return (
    <Tabs
      className="panel-tabs"
      selectedKey={rightTab}
      onSelectionChange={key => shell.setState({ rightTab: key === 'review' ? 'review' : 'inspector' })}
    >
      <TabList className="tabs-strip" aria-label={words.shell.rightTabs}>
        <Tab id="inspector" className="tab">
          {inspectorWords.title}
        </Tab>
        <Tab id="review" className="tab">
          {words.review.title}
          {workspace.review > 0 && <Count of={workspace.review} />}
        </Tab>
      </TabList>
      <TabPanel id="inspector" className="panel-body">
        <Inspector />
      </TabPanel>
      <TabPanel id="review" className="panel-body">
        <Review isNarrow />
      </TabPanel>
    </Tabs>
  )
}

function BottomPanel({ workspace }: { readonly workspace: WorkspaceState }): ReactElement {
  const { shell } = useApp()
  const { bottom, bottomTab, isBottomOpen } = useShell(state => state)
  const toggle = useCommand('panel.bottom')
  const problems = useProblemCount()
  const fold = (icon: ReactNode) => (
    <IconButton
      icon={icon}
      label={toggle.title}
      keys={toggle.keys}
      onPress={() => shell.setState({ isBottomOpen: !isBottomOpen })}
    />
  )
  const tabs = (
    <>
      <Tab id="problems" className="tab">
        {searchWords.problems.title}
        {problems > 0 && <Count of={problems} />}
      </Tab>
      <Tab id="waiting" className="tab">
        {words.waiting.title}
        {workspace.waiting > 0 && <Count of={workspace.waiting} />}
      </Tab>
    </>
  )
  return (
    <section aria-label={words.shell.bottom} style={isBottomOpen ? { height: bottom } : {}} className="panel-bottom">
      {isBottomOpen && (
        <SplitHandle
          label={words.shell.resizeBottom}
          axis="y"
          isAfter
          size={bottom}
          min={72}
          max={480}
          onResize={size => shell.setState({ bottom: size })}
        />
      )}
      <Tabs
        className="panel-tabs"
        selectedKey={bottomTab}
        onSelectionChange={key =>
          shell.setState({ bottomTab: key === 'waiting' ? 'waiting' : 'problems', isBottomOpen: true })
        }
      >
        <div className="tabs-strip">
          <TabList className="tab-list grow" aria-label={words.shell.bottomTabs}>
            {tabs}
          </TabList>
          <span className="tabs-end">
            {fold(
              isBottomOpen ? (
                <PanelBottomClose className="icon" aria-hidden />
              ) : (
                <PanelBottomOpen className="icon" aria-hidden />
              ),
            )}
          </span>
        </div>
        {isBottomOpen && (
          <>
            <TabPanel id="problems" className="panel-body">
              <Problems />
            </TabPanel>
            <TabPanel id="waiting" className="panel-body">
              <Waiting />
            </TabPanel>
          </>
        )}
      </Tabs>
    </section>
  )
}

function Count({ of }: { readonly of: number }): ReactElement {
  return <span className="count">{of}</span>
}
