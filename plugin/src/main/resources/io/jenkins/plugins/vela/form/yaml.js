/* Writes a value as YAML, for people to read and change. */
window.velaYaml = (function () {
  "use strict";

  function yamlScalar(value) {
    if (typeof value !== "string") {
      return JSON.stringify(value);
    }
    const plain = /^[A-Za-z_/][A-Za-z0-9_./@-]*(:[A-Za-z0-9_./@-]+)*$/.test(value);
    return plain && !/^(true|false|null|yes|no|on|off|y|n)$/i.test(value) ? value : JSON.stringify(value);
  }

  function yaml(value, indent) {
    if (Array.isArray(value) && value.length > 0) {
      return value.map((one) => indent + "- " + yamlBelow(one, indent + "  ", true)).join("\n");
    }
    if (value !== null && typeof value === "object" && Object.keys(value).length > 0) {
      return Object.entries(value)
        .map(([key, one]) => indent + yamlScalar(key) + ": " + yamlBelow(one, indent + "  ", false))
        .join("\n")
        .replace(/: \n/g, ":\n");
    }
    return indent + yamlScalar(value);
  }

  function yamlBelow(value, indent, inList) {
    const nested = value !== null && typeof value === "object" && Object.keys(value).length > 0;
    if (!nested) {
      return yamlScalar(value);
    }
    return inList ? yaml(value, indent).substring(indent.length) : "\n" + yaml(value, indent);
  }

  return (value) => yaml(value, "");
})();
