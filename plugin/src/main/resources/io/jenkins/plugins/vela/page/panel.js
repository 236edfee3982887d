/* What is known of one step: state, what it was given and gave back, and its log as it grows. */
(function (page) {
  "use strict";
  const element = page.element;

  function value(json) {
    return typeof json === "string" ? json : JSON.stringify(json, null, 2);
  }

  function table(caption, rows) {
    const body = element("tbody");
    rows.forEach(([name, text, hint]) => {
      const head = element("th", name, { scope: "row" });
      if (hint) {
        head.appendChild(element("div", hint, { class: "vela-hint" }));
      }
      body.appendChild(element("tr", "", {}, [head, element("td", "", {}, [element("pre", text)])]));
    });
    const caption_ = element("caption", caption);
    return element("table", "", { class: "vela-values" }, [caption_, body]);
  }

  function facts(details) {
    const parts = [];
    const properties = Object.entries(details.properties || {}).map(([name, given]) => [name, value(given), ""]);
    const inputs = (details.inputs || []).map((input) => [
      input.parameterKey || "for its order",
      input.value === undefined ? "not there, or secret" : value(input.value),
      "from " + input.from,
    ]);
    const outputs = (details.outputs || []).map((output) => [
      output.name,
      output.value === undefined ? "not there, or secret" : value(output.value),
      output.valueFrom,
    ]);
    const conditions = [];
    if (details.if) {
      conditions.push(["if", details.if, ""]);
    }
    if (details.dependsOn) {
      conditions.push(["after", details.dependsOn.join(", "), ""]);
    }
    if (details.timeoutSeconds) {
      conditions.push(["timeout", page.seconds(details.timeoutSeconds), ""]);
    }
    [
      ["Conditions", conditions],
      ["Properties", properties],
      ["Inputs", inputs],
      ["Outputs", outputs],
    ].forEach(([caption, rows]) => rows.length && parts.push(table(caption, rows)));
    if (details.template !== undefined) {
      parts.push(
        element("details", "", {}, [
          element("summary", "Its template, as evaluated"),
          element("pre", value(details.template), { class: "vela-template", tabindex: "0" }),
        ]),
      );
    }
    return parts;
  }

  /** A panel below a workflow. */
  page.Panel = class {
    constructor(address) {
      this.address = address;
      this.title = element("h2", "", { id: "vela-step" });
      this.state = element("p");
      this.facts = element("div");
      this.log = element("pre", "", {
        class: "vela-log console-output",
        role: "log",
        tabindex: "0",
        "aria-label": "Log of the step",
      });
      this.element = element("section", "", { class: "vela-panel", "aria-labelledby": "vela-step" }, [
        this.title,
        this.state,
        this.facts,
        element("h3", "Log"),
        this.log,
      ]);
      this.element.hidden = true;
      this.step = "";
    }

    /** Shows a step, or what is new of it. */
    show(node) {
      if (node.name !== this.step) {
        this.step = node.name;
        this.seen = "";
        this.next = 0;
        this.lines = 0;
        this.busy = false;
        this.facts.replaceChildren();
        this.log.textContent = "";
        this.element.hidden = false;
      }
      this.title.textContent = page.fullName(node);
      const message = node.message ? (page.waitsFor(node) ? ", waits: " : ": ") + node.message : "";
      const time = page.seconds(node.seconds);
      this.state.textContent = `${node.type || "step-group"}, ${page.words(node)}${time ? ", " + time : ""}${message}`;
      const now = [node.phase, node.attempt, node.message].join("\n");
      if (now !== this.seen) {
        this.seen = now;
        this.readFacts(node.name);
      }
      this.readLog(node);
    }

    readFacts(name) {
      page.json(this.address + "step?name=" + encodeURIComponent(name)).then(
        (details) => name === this.step && this.facts.replaceChildren(...facts(details)),
        () => {},
      );
    }

    readLog(node) {
      if (this.busy) {
        return;
      }
      this.busy = true;
      const name = node.name;
      page
        .json(this.address + "log?step=" + encodeURIComponent(page.fullName(node)) + "&from=" + this.next)
        .then((log) => name === this.step && this.append(log))
        .catch(() => {})
        .then(() => {
          if (name === this.step) {
            this.busy = false;
          }
        });
    }

    append(log) {
      this.next = log.next;
      const atEnd = this.log.scrollTop + this.log.clientHeight >= this.log.scrollHeight - 4;
      if (log.left) {
        this.log.append(`… ${log.left} earlier lines are in the log of the build\n`);
      }
      if (log.lines.length) {
        this.log.append(log.lines.join("\n") + "\n");
        if (atEnd) {
          this.log.scrollTop = this.log.scrollHeight;
        }
      }
    }
  };
})(window.velaPage);
