import type { ReactElement } from 'react'

/** A lighthouse in outline, as the editor would draw it. */
export function LighthousePicture(): ReactElement {
  return (
    <svg className="welcome-picture" viewBox="0 0 520 130" preserveAspectRatio="xMinYMid slice" aria-hidden>
      <defs>
        <pattern id="welcome-grid" width="26" height="26" patternUnits="userSpaceOnUse">
          <path d="M26 0H0V26" fill="none" stroke="var(--grid-strong)" />
        </pattern>
      </defs>
      <rect width="520" height="130" fill="url(#welcome-grid)" />
      <g fill="none" stroke="var(--family-2d)" strokeWidth="1.5" opacity="0.8">
        <path d="M135 22 V106 H320 M135 106 H40 V118 H0 M122 34 L135 14 L148 34 M126 34 L120 106 M144 34 L150 106 M126 34 H148 M120 106 H152" />
        <path d="M148 28 L272 6 V64 Z" fill="var(--changed)" fillOpacity="0.12" />
        <path d="M216 92 C240 60 262 82 290 64 S340 44 362 56" />
        <circle cx="216" cy="92" r="2" />
        <circle cx="362" cy="56" r="2" />
        <path d="M312 14 v12 M306 20 h12 M186 118 v-10 a5 5 0 0 1 10 0 v10 M206 116 a8 6 0 0 1 16 0 Z M288 116 a8 6 0 0 1 16 0 Z M320 106 V130 M374 118 H320" />
      </g>
    </svg>
  )
}
