// @ts-check
// Takes files that are dropped anywhere on a chat or pasted into it.

/**
 * @param {HTMLElement} root of the chat
 * @param {(files: FileList) => void} onFiles
 */
export function takeDroppedFiles(root, onFiles) {
  // The events of the elements inside come between: leaving one is entering the next.
  let depth = 0;
  const mark = (/** @type {number} */ change) => {
    depth = Math.max(0, depth + change);
    root.classList.toggle('chat-takes-files', depth > 0);
  };
  root.addEventListener('dragenter', (event) => hasFiles(event) && mark(1));
  root.addEventListener('dragleave', (event) => hasFiles(event) && mark(-1));
  root.addEventListener('dragover', (event) => {
    if (!event.dataTransfer || !hasFiles(event)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
  });
  root.addEventListener('drop', (event) => {
    mark(-depth);
    take(event, event.dataTransfer);
  });
  root.addEventListener('paste', (event) => {
    // A text that an office program copies comes with its picture.
    if (event.clipboardData && !event.clipboardData.types.includes('text/plain')) take(event, event.clipboardData);
  });

  /**
   * @param {Event} event
   * @param {DataTransfer | null} data
   */
  function take(event, data) {
    if (!data?.files.length) return;
    event.preventDefault();
    onFiles(data.files);
  }
}

/** @param {DragEvent} event */
function hasFiles({ dataTransfer }) {
  return dataTransfer?.types.includes('Files') ?? false;
}
