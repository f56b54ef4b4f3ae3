export { IdentityForm, nobodyYet } from './identity-form.tsx'
export { OwnIdentity } from './own-identity.tsx'
