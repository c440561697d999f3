export { isolatedVm, type IsolatedVmOptions } from './isolated-vm.js';
