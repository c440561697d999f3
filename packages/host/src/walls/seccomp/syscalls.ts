/** The numbers of a system call on x64 and on arm64; `undefined` where that machine does not have it. */
type Numbers = readonly [x64: number | undefined, arm64: number | undefined];

/**
 * What node never calls, and what code that broke out would call next. Numbers from 424 on are the same everywhere.
 * Deliberately absent: `execve` (bwrap still has to start node after the filter is in place), `prctl` and the `setuid`
 * family (setpriv needs them, and without capabilities they give nothing).
 */
export const DENIED_CALLS: Readonly<Record<string, Numbers>> = {
  // Looking into, and writing to, other processes.
  ptrace: [101, 117],
  process_vm_readv: [310, 270],
  process_vm_writev: [311, 271],
  process_madvise: [440, 440],
  kcmp: [312, 272],
  pidfd_getfd: [438, 438],
  // Another file system than the one that was prepared.
  mount: [165, 40],
  umount2: [166, 39],
  pivot_root: [155, 41],
  chroot: [161, 51],
  open_tree: [428, 428],
  move_mount: [429, 429],
  fsopen: [430, 430],
  fsconfig: [431, 431],
  fsmount: [432, 432],
  fspick: [433, 433],
  mount_setattr: [442, 442],
  name_to_handle_at: [303, 264],
  open_by_handle_at: [304, 265],
  quotactl: [179, 60],
  quotactl_fd: [443, 443],
  swapon: [167, 224],
  swapoff: [168, 225],
  fanotify_init: [300, 262],
  fanotify_mark: [301, 263],
  // Other namespaces: inside a new user namespace all capabilities are back.
  unshare: [272, 97],
  setns: [308, 268],
  // Parts of the kernel with a history of holes that no codelet needs.
  bpf: [321, 280],
  perf_event_open: [298, 241],
  userfaultfd: [323, 282],
  io_uring_setup: [425, 425],
  io_uring_enter: [426, 426],
  io_uring_register: [427, 427],
  add_key: [248, 217],
  request_key: [249, 218],
  keyctl: [250, 219],
  modify_ldt: [154, undefined],
  personality: [135, 92],
  lookup_dcookie: [212, 18],
  move_pages: [279, 239],
  migrate_pages: [256, 238],
  vmsplice: [278, 75],
  // The machine itself.
  kexec_load: [246, 104],
  kexec_file_load: [320, 294],
  init_module: [175, 105],
  finit_module: [313, 273],
  delete_module: [176, 106],
  reboot: [169, 142],
  acct: [163, 89],
  syslog: [103, 116],
  iopl: [172, undefined],
  ioperm: [173, undefined],
  settimeofday: [164, 170],
  clock_settime: [227, 112],
  clock_adjtime: [305, 266],
  adjtimex: [159, 171],
  sethostname: [170, 161],
  setdomainname: [171, 162],
  vhangup: [153, 58],
  // Programs that stand in no file, and processes.
  memfd_create: [319, 279],
  memfd_secret: [447, 447],
  execveat: [322, 281],
  fork: [57, undefined],
  vfork: [58, undefined],
  // Sockets of any family: node has its pipes already. `sendmsg` could hand a descriptor to the service.
  socket: [41, 198],
  connect: [42, 203],
  bind: [49, 200],
  listen: [50, 201],
  accept: [43, 202],
  accept4: [288, 242],
  sendmsg: [46, 211],
  sendmmsg: [307, 269],
  recvmsg: [47, 212],
  recvmmsg: [299, 243],
  // Memory and queues that outlive a process.
  shmget: [29, 194],
  shmat: [30, 196],
  semget: [64, 190],
  msgget: [68, 186],
  mq_open: [240, 180],
};

/** `clone` may make threads and nothing else. */
export const CLONE: Numbers = [56, 220];
/** Its flags stand in memory, where a filter cannot look; for "not implemented" the C library falls back to `clone`. */
export const CLONE3 = 435;
/** Everything newer was added after this table was made (`mseal` is the last one): not implemented, as far as node knows. */
export const LAST_KNOWN_CALL = 462;
