const LONGEST_EDGE = 2400;
const ENOUGH_BYTES = 1_500_000;

/** The size that fits within the longest edge, never larger than it was. */
export function fitted(
  width: number,
  height: number,
  longest = LONGEST_EDGE,
): { width: number; height: number } {
  const factor = Math.min(1, longest / Math.max(width, height, 1));
  return { width: Math.max(1, Math.round(width * factor)), height: Math.max(1, Math.round(height * factor)) };
}

export const isPhotograph = (file: File): boolean => /^image\/(jpeg|png)$/.test(file.type);

/** The name with the ending of what the file has become. */
export const asJpeg = (name: string): string => `${name.replace(/\.(png|jpe?g)$/i, '')}.jpg`;

export interface Shrunk {
  blob: Blob;
  name: string;
}

/** A phone's photograph of a bill, small enough for a village line and still legible. Other files pass as they are. */
export async function shrinkImage(file: File): Promise<Shrunk> {
  const whole = { blob: file, name: file.name };
  if (!isPhotograph(file) || file.size <= ENOUGH_BYTES) return whole;
  try {
    const bitmap = await createImageBitmap(file);
    const size = fitted(bitmap.width, bitmap.height);
    const canvas = document.createElement('canvas');
    canvas.width = size.width;
    canvas.height = size.height;
    const context = canvas.getContext('2d');
    if (!context) return whole;
    context.fillStyle = '#ffffff';
    context.fillRect(0, 0, size.width, size.height);
    context.drawImage(bitmap, 0, 0, size.width, size.height);
    bitmap.close();
    const small = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', 0.85));
    return small && small.size < file.size ? { blob: small, name: asJpeg(file.name) } : whole;
  } catch {
    // What the browser can not draw, the server may still read.
    return whole;
  }
}
