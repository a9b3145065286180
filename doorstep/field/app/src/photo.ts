// A picture of a hazard, made small on the phone. Drawn anew, it holds nothing of what the camera
// noted in it: no place, no time, no device.

const MOST = 150_000, LONGEST = 1280, SHORTEST = 240, QUALITY = 0.7;

/** The picture as a JPEG in base64; an error for what is no picture. */
export async function small(file: Blob): Promise<string> {
  const picture = await createImageBitmap(file);
  const canvas = document.createElement("canvas"), longest = Math.max(picture.width, picture.height);
  for (let side = LONGEST; side >= SHORTEST; side *= 0.8) {
    const by = Math.min(1, side / longest);
    canvas.width = Math.max(1, Math.round(picture.width * by));
    canvas.height = Math.max(1, Math.round(picture.height * by));
    canvas.getContext("2d")!.drawImage(picture, 0, 0, canvas.width, canvas.height);
    const text = canvas.toDataURL("image/jpeg", QUALITY).split(",")[1] ?? "";
    if (text.length * 0.75 <= MOST) return text;
  }
  throw new Error("size");
}
