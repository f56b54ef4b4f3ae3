export { OfflineBanner } from './banner.tsx'
export { createNotices, Toasts } from './toasts.tsx'
