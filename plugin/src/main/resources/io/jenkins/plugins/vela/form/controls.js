/*
 * Draws the controls of a form from its model: a tree of nodes, see FormModel. Everything that comes from a definition is set as
 * text. A control has: element, get() (undefined where nothing is given; what nobody touched stays as it was), missing(path)
 * (places of required values that are not given) and child(segment).
 */
window.velaControls = (function () {
  "use strict";
  let unique = 0;

  function element(name, attributes, children) {
    const made = document.createElement(name);
    Object.entries(attributes || {}).forEach(([key, value]) => {
      if (value !== undefined && value !== false) {
        made.setAttribute(key, value === true ? "" : value);
      }
    });
    (children || []).forEach((child) => {
      made.appendChild(typeof child === "string" ? document.createTextNode(child) : child);
    });
    return made;
  }

  /* What people fill in belongs to no form of the page: what the form submits is one text, made of all of it. */
  function input(name, attributes) {
    const made = element(name, attributes);
    made.setAttribute("form", "vela-form-none");
    return made;
  }

  function button(text, label, action) {
    const made = element("button", { type: "button", class: "jenkins-button", "aria-label": label }, [text]);
    made.setAttribute("form", "vela-form-none");
    made.addEventListener("click", action);
    return made;
  }

  function shown(value) {
    return typeof value === "string" ? value : JSON.stringify(value);
  }

  function same(one, other) {
    return JSON.stringify(one) === JSON.stringify(other);
  }

  function isMap(value) {
    return value !== null && typeof value === "object" && !Array.isArray(value);
  }

  // ---- single values ----

  /* One input: what nobody touched is given back as it was, whatever its type. */
  function leaf(node, value, box, field, read) {
    let touched = false;
    const touch = () => {
      touched = true;
    };
    box.addEventListener("input", touch);
    box.addEventListener("change", touch);
    const get = () => (touched ? read() : value);
    return {
      element: box,
      focus: () => (field.focus ? field.focus() : undefined),
      field: field,
      get: get,
      missing: (path) => (node.required && get() === undefined ? [path] : []),
      child: () => undefined,
    };
  }

  function placeholder(node) {
    if (node.default !== undefined) {
      return node.fromRun ? node.default.replace(/[<>]/g, "") : shown(node.default);
    }
    return node.example || "";
  }

  /* A line of text; it becomes an area as soon as there is more than a line. */
  function text(node, value) {
    const box = element("div", {});
    let field;
    const show = (tag, content) => {
      const next = input(tag, {
        class: "jenkins-input",
        autocomplete: "off",
        spellcheck: "false",
        placeholder: placeholder(node),
        "aria-required": node.required ? "true" : undefined,
      });
      if (tag === "input") {
        next.type = "text";
        next.addEventListener("keydown", (event) => {
          if (event.key === "Enter" && event.shiftKey) {
            event.preventDefault();
            show("textarea", field.value + "\n");
          } else if (event.key === "Enter") {
            event.preventDefault();
          }
        });
        next.addEventListener("paste", (event) => {
          const pasted = event.clipboardData ? event.clipboardData.getData("text") : "";
          if (pasted.trim().includes("\n")) {
            event.preventDefault();
            show("textarea", field.value.substring(0, field.selectionStart) + pasted + field.value.substring(field.selectionEnd));
            field.dispatchEvent(new Event("input", { bubbles: true }));
          }
        });
      } else {
        next.rows = Math.min(20, Math.max(3, content.split("\n").length + 1));
      }
      next.value = content;
      const focused = field && document.activeElement === field;
      if (field) {
        next.id = field.id;
        box.replaceChild(next, field);
      } else {
        box.appendChild(next);
      }
      field = next;
      control.field = next;
      if (focused) {
        next.focus();
      }
    };
    const control = leaf(node, value, box, undefined, () => (field.value === "" ? undefined : field.value));
    const content = value === undefined ? "" : shown(value);
    show(content.includes("\n") ? "textarea" : "input", content);
    return control;
  }

  function number(node, value) {
    const field = input("input", {
      type: "text",
      inputmode: node.whole ? "numeric" : "decimal",
      class: "jenkins-input",
      autocomplete: "off",
      placeholder: placeholder(node),
      "aria-required": node.required ? "true" : undefined,
    });
    field.value = value === undefined ? "" : shown(value);
    const box = element("div", {}, [field]);
    return leaf(node, value, box, field, () => {
      const typed = field.value.trim();
      const exact = /^[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?$/.test(typed) && Math.abs(Number(typed)) <= 9007199254740991;
      return typed === "" ? undefined : exact ? Number(typed) : typed;
    });
  }

  /* One of some values; a value that is none of them stays, for the person to see. */
  function select(node, value, choices, words) {
    const all = choices.slice();
    if (value !== undefined && !all.some((choice) => same(choice, value))) {
      all.push(value);
    }
    const field = input("select", { class: "jenkins-select__input", "aria-required": node.required ? "true" : undefined });
    const none = node.default === undefined ? "" : "Default: " + placeholder(node);
    field.appendChild(element("option", { value: "" }, [none]));
    all.forEach((choice, index) => field.appendChild(element("option", { value: String(index) }, [words(choice)])));
    const given = all.findIndex((choice) => same(choice, value));
    field.value = given < 0 ? "" : String(given);
    const box = element("div", { class: "jenkins-select" }, [field]);
    return leaf(node, value, box, field, () => (field.value === "" ? undefined : all[Number(field.value)]));
  }

  function openChoice(node, value) {
    const control = text(node, value);
    const list = element("datalist", { id: "vela-choices-" + unique++ });
    node.choices.forEach((choice) => list.appendChild(element("option", { value: shown(choice) })));
    control.element.appendChild(list);
    control.field.setAttribute("list", list.id);
    return control;
  }

  function credential(node, value, form) {
    const known = form.credentials.map((one) => ({ credentialsId: one.id }));
    return select(node, value, known, (choice) => {
      const id = isMap(choice) ? choice.credentialsId : undefined;
      const found = form.credentials.find((one) => one.id === id);
      // a secret that is written down somewhere is not shown
      return found ? found.name : id === undefined ? (/^\$\{?\w+}?$/.test(choice) ? choice : "••••") : id;
    });
  }

  function data(node, value) {
    const field = input("textarea", {
      class: "jenkins-input vela-form__data",
      spellcheck: "false",
      placeholder: placeholder(node) || "YAML",
      "aria-required": node.required ? "true" : undefined,
    });
    // what the server could not read is there as it was written
    const unread = isMap(value) && typeof value.$yaml === "string";
    field.value = value === undefined ? "" : unread ? value.$yaml : window.velaYaml(value);
    field.rows = Math.min(20, Math.max(3, field.value.split("\n").length + 1));
    return leaf(node, value, element("div", {}, [field]), field, () => {
      if (field.value.trim() === "") {
        return undefined;
      }
      try {
        return JSON.parse(field.value);
      } catch (notJson) {
        return { $yaml: field.value };
      }
    });
  }

  // ---- values with others in them ----

  /* A label, the control, its help and what is wrong with it. */
  function labelled(node, control) {
    const id = "vela-field-" + unique++;
    const label = element("label", { class: "jenkins-form-label" }, [node.label || node.name || ""]);
    if (node.required) {
      label.appendChild(element("span", { class: "vela-form__required", title: "Required" }, [" *"]));
    }
    const problem = element("div", { class: "error vela-form__problem", role: "alert" });
    problem.hidden = true;
    const help = element("div", { class: "jenkins-form-description" }, [node.usage || ""]);
    if (control.field) {
      control.field.id = id;
      label.setAttribute("for", id);
      control.field.title = node.summary || "";
    }
    const box = element("div", { class: "vela-form__field", "data-name": node.name || "" }, [label, control.element, problem, help]);
    help.hidden = !node.usage;
    return { box: box, problem: problem, control: control };
  }

  function group(node, value, form, options) {
    const fields = new Map();
    const given = isMap(value) ? value : {};
    const body = element("div", { class: "vela-form__group" });
    const known = node.fields || [];
    known.forEach((field) => {
      if (field.kind === "fixed") {
        return;
      }
      const row = labelled(field, draw(field, given[field.name], form, {}));
      fields.set(field.name, row);
      body.appendChild(row.box);
    });
    const names = known.map((field) => field.name);
    const rest = {};
    Object.keys(given)
      .filter((name) => !names.includes(name))
      .forEach((name) => {
        rest[name] = given[name];
      });
    const hasRest = Object.keys(rest).length > 0;
    let others;
    if (node.open || hasRest) {
      const more = { kind: "data", name: "", label: "More fields", usage: "YAML, for fields that this form does not know" };
      others = labelled(more, data(more, rest.$more === undefined ? (hasRest ? rest : undefined) : rest.$more));
      body.appendChild(others.box);
    }
    const fixed = known.filter((field) => field.kind === "fixed" && (options.alternative || given[field.name] !== undefined));
    const get = () => {
      const object = {};
      known.forEach((field) => {
        const one = fields.has(field.name) ? fields.get(field.name).control.get() : undefined;
        if (one !== undefined) {
          object[field.name] = one;
        } else if (fixed.includes(field)) {
          object[field.name] = given[field.name] === undefined ? field.value : given[field.name];
        }
      });
      const extra = others ? others.control.get() : undefined;
      if (isMap(extra) && extra.$yaml === undefined) {
        Object.assign(object, extra);
      } else if (extra !== undefined) {
        object.$more = extra;
      }
      return object;
    };
    return {
      element: body,
      get: get,
      missing: (path) => {
        let all = [];
        fields.forEach((row, name) => {
          all = all.concat(row.control.missing(path.concat(name)));
        });
        return all;
      },
      child: (name) => fields.get(name),
    };
  }

  /* A group that need not be there has a box to tick: there with nothing in it is not the same as not there. */
  function optionalGroup(node, value, form, options) {
    const id = "vela-group-" + unique++;
    const tick = input("input", { type: "checkbox", id: id });
    tick.checked = value !== undefined;
    const words = node.default === undefined ? "Include" : "Include instead of the default";
    const box = element("div", {}, [
      element("span", { class: "jenkins-checkbox" }, [tick, element("label", { for: id }, [words])]),
    ]);
    let inner;
    const show = () => {
      if (tick.checked && !inner) {
        inner = group(node, value, form, options);
        box.appendChild(inner.element);
      }
      if (inner) {
        inner.element.hidden = !tick.checked;
      }
    };
    tick.addEventListener("change", show);
    show();
    return {
      element: box,
      get: () => (tick.checked ? inner.get() : undefined),
      missing: (path) => (tick.checked ? inner.missing(path) : []),
      child: (name) => (tick.checked ? inner.child(name) : undefined),
    };
  }

  /* Rows that can be added and removed: of a list, or of a map when they have names. */
  function rows(node, value, form, named) {
    const box = element("div", { class: "vela-form__rows" });
    let all = [];
    let touched = false;
    const changed = () => {
      touched = true;
      form.changed();
    };
    const add = button(named ? "Add entry" : "Add", "Add to " + (node.label || node.name || "the list"), () => {
      const row = show("", undefined);
      changed();
      const first = row.key || row.control.field;
      if (first) {
        first.focus();
      }
    });
    const show = (name, one) => {
      const child = Object.assign({}, node.element, { label: "", name: "", usage: "", required: node.element.kind === "group" });
      const row = labelled(child, draw(child, one, form, {}));
      row.box.classList.add("vela-form__row");
      row.box.removeChild(row.box.firstChild);
      if (named) {
        row.key = input("input", { type: "text", class: "jenkins-input vela-form__key", placeholder: "Name", "aria-label": "Name" });
        row.key.value = name;
        row.key.addEventListener("input", () => {
          touched = true;
        });
        row.box.insertBefore(row.key, row.box.firstChild);
      }
      if (row.control.field) {
        row.control.field.setAttribute("aria-label", node.label || node.name || "Value");
      }
      row.box.appendChild(
        button("Remove", "Remove from " + (node.label || node.name || "the list"), () => {
          all = all.filter((other) => other !== row);
          box.removeChild(row.box);
          changed();
          add.focus();
        }),
      );
      all.push(row);
      box.insertBefore(row.box, add);
      return row;
    };
    box.appendChild(add);
    if (named) {
      Object.entries(value || {}).forEach(([name, one]) => show(name, one));
    } else {
      (value || []).forEach((one) => show("", one));
    }
    const none = () => (value !== undefined && !touched ? value : node.required || (touched && node.default !== undefined) ? [] : undefined);
    const get = () => {
      const given = all
        .map((row) => [row.key ? row.key.value : "", row.control.get()])
        .filter(([name, one]) => one !== undefined && (!named || name !== ""));
      if (given.length === 0) {
        const empty = none();
        return named && Array.isArray(empty) ? {} : empty;
      }
      if (!named) {
        return given.map(([, one]) => one);
      }
      const object = {};
      given.forEach(([name, one]) => {
        object[name] = one;
      });
      return object;
    };
    return {
      element: box,
      get: get,
      missing: (path) => {
        let found = [];
        all.forEach((row, index) => {
          found = found.concat(row.control.missing(path.concat(row.key ? row.key.value : index)));
        });
        return found;
      },
      child: (segment) => (named ? all.find((row) => row.key.value === segment) : all[segment]),
    };
  }

  function fits(node, value) {
    if (node.kind === "group") {
      if (!isMap(value)) {
        return false;
      }
      const known = new Map((node.fields || []).map((field) => [field.name, field]));
      return Object.entries(value).every(
        ([name, one]) => (known.has(name) ? known.get(name).kind !== "fixed" || same(known.get(name).value, one) : node.open),
      );
    }
    if (node.kind === "map") {
      return isMap(value);
    }
    if (node.kind === "list") {
      return Array.isArray(value);
    }
    if (node.kind === "data" || (node.secret && isMap(value))) {
      return true;
    }
    const types = { flag: "boolean", number: "number", text: "string" };
    return types[node.kind] ? typeof value === types[node.kind] : value === null || typeof value !== "object";
  }

  function oneOf(node, value, form) {
    const name = "vela-one-" + unique++;
    const box = element("div", { class: "vela-form__alternatives", role: "radiogroup", "aria-label": node.label || node.name || "" });
    const alternatives = node.alternatives.map((one) => ({ name: one.name, node: one.node }));
    let chosen = value === undefined ? -1 : alternatives.findIndex((one) => fits(one.node, value));
    if (value !== undefined && chosen < 0) {
      alternatives.push({ name: "YAML", node: { kind: "data" } });
      chosen = alternatives.length - 1;
    }
    const initial = chosen;
    const controls = [];
    const radio = (index, label) => {
      const id = "vela-radio-" + unique++;
      const tick = input("input", { type: "radio", name: name, id: id, class: "jenkins-radio__input" });
      tick.checked = chosen === index;
      const words = element("label", { for: id, class: "jenkins-radio__label" }, [label]);
      const entry = element("div", { class: "vela-form__alternative" }, [element("div", { class: "jenkins-radio" }, [tick, words])]);
      const show = () => {
        if (tick.checked) {
          chosen = index;
        }
        controls.forEach((control, other) => {
          control.element.hidden = other !== chosen;
        });
        if (index >= 0 && tick.checked && !controls[index]) {
          const drawn = Object.assign({}, alternatives[index].node, { required: true });
          controls[index] = draw(drawn, index === initial ? value : undefined, form, { alternative: true });
          entry.appendChild(controls[index].element);
        }
      };
      tick.addEventListener("change", show);
      box.appendChild(entry);
      show();
    };
    if (!node.required) {
      radio(-1, node.default === undefined ? "Not given" : "Default");
    }
    alternatives.forEach((one, index) => radio(index, one.name));
    return {
      element: box,
      get: () => (chosen < 0 ? undefined : controls[chosen].get()),
      missing: (path) => (chosen < 0 ? (node.required ? [path] : []) : controls[chosen].missing(path)),
      child: (segment) => (chosen < 0 ? undefined : controls[chosen].child(segment)),
    };
  }

  // ---- any ----

  function draw(node, value, form, options) {
    if (node.kind === "group" && (value === undefined || isMap(value))) {
      return node.required || options.alternative || options.root
        ? group(node, value, form, options)
        : optionalGroup(node, value, form, options);
    }
    if (node.kind === "oneOf") {
      return oneOf(node, value, form);
    }
    if (node.kind === "list" && (value === undefined || Array.isArray(value))) {
      return rows(node, value, form, false);
    }
    if (node.kind === "map" && (value === undefined || isMap(value))) {
      return rows(node, value, form, true);
    }
    if (node.secret) {
      return credential(node, value, form);
    }
    const isSingle = value === null || typeof value !== "object";
    if (node.kind === "flag" && isSingle) {
      return select(node, value, [true, false], shown);
    }
    if (node.kind === "choice" && isSingle) {
      return node.open ? openChoice(node, value) : select(node, value, node.choices, shown);
    }
    if (node.kind === "number" && isSingle) {
      return number(node, value);
    }
    return node.kind === "text" && isSingle ? text(node, value) : data(node, value);
  }

  return { draw: draw, element: element, button: button };
})();
