/**
 * Loads a part of the program when it is first asked for, and keeps it: Node looks for the file again whoever imports
 * it from another place, and an upgrade may have taken it away by then. What failed is tried again.
 */
export function once<Part>(load: () => Promise<Part>): () => Promise<Part> {
  let loaded: Promise<Part> | null = null;
  return () => {
    loaded ??= load().catch((error: unknown) => {
      loaded = null;
      throw error;
    });
    return loaded;
  };
}
