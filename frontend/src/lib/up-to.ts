/** Characters as the server counts them: one of the rare ones is one, not two. */
const length = (text: string) => [...text].length;

/**
 * For an input that takes so many characters: nothing of what is pasted is cut; what is too long stays, turns red
 * and is told with its count.
 */
export const upTo = (most: number) => ({
  count: {
    max: most,
    strategy: length,
    show: ({ count }: { count: number }) => (count * 5 > most * 4 ? `${count} / ${most}` : ''),
  },
});
