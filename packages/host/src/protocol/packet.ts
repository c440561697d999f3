/**
 * The channel between a host and its child: typed packets of text, in both directions. Over a pipe they are
 * binary frames, in a thread they are strings whose first character is the type.
 */
export interface Packet {
  readonly type: number;
  readonly text: string;
}

/** From the service to the child. */
export const TO_CHILD = {
  /** JSON of `LoadOrder`; answered by `ready` or `failed`. */
  load: 1,
  /** Opens a realm; answered by `opened` or `failed`. */
  open: 2,
  /** File name, NUL, script: kept for the next `enter`. */
  script: 3,
  /** A message for the prelude: kept for the next `enter`. */
  message: 4,
  /** JSON of `EntryLimits`: does the kept steps; answered by `report`. */
  enter: 5,
  /** Gives the realm up; answered by `disposed`. */
  dispose: 6,
} as const;

/** From the child to the service. Whatever is in it may be forged by a codelet that broke out. */
export const FROM_CHILD = { ready: 17, opened: 18, post: 19, report: 20, failed: 21, disposed: 22 } as const;

/** What the child needs to load the engine. */
export interface LoadOrder {
  readonly module: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly prelude: string;
  readonly memory_bytes: number;
  /** Which file a package name means, by the file or folder that asks. Empty where the child may read everything. */
  readonly resolutions: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

const MEBIBYTE = 1024 * 1024;

/** The longest payload of each type that the service takes from a child; a run's limits lower that of posts. The longest result is 64 MiB of text, and
 * quoting it for the message can double that. */
export const FROM_CHILD_CAPS: ReadonlyMap<number, number> = new Map([
  [FROM_CHILD.ready, 0],
  [FROM_CHILD.opened, 0],
  [FROM_CHILD.post, 129 * MEBIBYTE],
  [FROM_CHILD.report, 64 * 1024],
  [FROM_CHILD.failed, 16 * 1024],
  [FROM_CHILD.disposed, 0],
]);

/** The child trusts the service: these caps only keep a broken stream from being read as a length. */
export const TO_CHILD_CAPS: ReadonlyMap<number, number> = new Map(
  Object.values(TO_CHILD).map((type) => [type, 512 * MEBIBYTE]),
);

/** What the service accepts from a child within one entry; the session's own caps on a run are far below. */
export const ENTRY_CAPS = { bytes: 256 * MEBIBYTE, packets: 1_000_000 } as const;
