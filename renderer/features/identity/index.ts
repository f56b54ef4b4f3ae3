export { IdentityForm } from './identity-form.tsx'
