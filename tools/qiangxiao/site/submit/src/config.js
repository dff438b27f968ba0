// The configuration that all schools share, and one sender → the configuration of its form. As `filled` in Python.

export const filled = (template, { id, name, lists }) => {
  const hasNoChoice = (part) => typeof part?.options === 'string' && !lists[part.options]?.length;
  const fill = (part) => {
    if (typeof part === 'string') return part.replaceAll('{owner}', id).replaceAll('{name}', name);
    if (Array.isArray(part)) return part.filter((item) => !hasNoChoice(item)).map(fill);
    if (part === null || typeof part !== 'object') return part;
    return Object.fromEntries(
      Object.entries(part).map(([key, value]) => [key, key === 'options' ? (typeof value === 'string' ? lists[value] : value) : fill(value)]),
    );
  };
  return fill(template);
};
