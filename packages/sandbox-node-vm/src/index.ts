export { nodeVm, type NodeVmOptions } from './node-vm.js';
