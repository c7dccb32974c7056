/** Pictures of the guide that are kept beside its pages, by their file names; those elsewhere in docs/ are not in the program. */
const files = import.meta.glob<string>('../../docs/user-guide/*.png', {
  query: '?url',
  import: 'default',
  eager: true,
});

export const pictures: ReadonlyMap<string, string> = new Map(
  Object.entries(files).map(([path, address]) => [path.replace(/^.*\//, ''), address]),
);
