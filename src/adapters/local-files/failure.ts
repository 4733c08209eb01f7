/** A local file or directory could not be read. */
export interface LocalFileUnreadable {
  readonly _tag: 'LocalFileUnreadable'
  readonly path: string
  readonly reason: string
}

/** A directory or ZIP file has more files, or longer names, than fit into memory. */
interface LocalSiteTooLarge {
  readonly _tag: 'LocalSiteTooLarge'
}

export type LocalFailure = LocalFileUnreadable | LocalSiteTooLarge

/** Node's codes for the usual errors. https://nodejs.org/api/errors.html#common-system-errors */
const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'it does not exist',
  ENOTDIR: 'it does not exist',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EISDIR: 'it is a directory',
  ELOOP: 'a link leads to itself',
}

/** The failure that an error stands for. The path of a system error is more precise than that of the call. */
export const toFailure =
  (path: string) =>
  (error: unknown): LocalFileUnreadable => {
    const { code, path: at, message } = error as NodeJS.ErrnoException
    const reason = (code === undefined ? undefined : reasons[code]) ?? code ?? message
    return { _tag: 'LocalFileUnreadable', path: at ?? path, reason }
  }
