export { bundleModules, type BundleOptions } from './bundle-modules.js';
export { ModuleBundleError } from './module-bundle-error.js';
export type { GrantedModule, ModuleGrant, ModuleGrants } from './types.js';
