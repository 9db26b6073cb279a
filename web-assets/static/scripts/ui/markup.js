// @ts-check
// The elements of `templates/components/templates.html`. The server renders them when it starts, in place of this file.

export const markup = '';
