export { OfflineBanner } from './banner.tsx'
export { createNotices, type NoticesStore, Toasts } from './toasts.tsx'
