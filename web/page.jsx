// The page of `serve --local`: one types as in Slack, and everything shown is what the bot sent. Blocks that only show
// something are drawn by slack-blocks-to-jsx; buttons, menus, fields, tables and small print are drawn here, because they
// must work, or because that library draws them otherwise than Slack does (tables it never wraps).
import { Fragment, useEffect, useRef, useState } from "react";
import { createRoot } from "react-dom/client";
import { Message } from "slack-blocks-to-jsx";

const TOKEN = document.querySelector("meta[name=token]")?.content ?? "";
const post = (path, body) =>
  fetch(`/local/${path}`, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Local-Token": TOKEN },
    body: JSON.stringify(body),
  });

const theme = () => document.documentElement.dataset.theme ?? "light";

// slack-blocks-to-jsx runs paragraphs of one block together; Slack parts them.
const parted = (block) =>
  block.type === "rich_text" ? block.elements.map((element) => ({ type: "rich_text", elements: [element] })) : [block];

function Blocks({ blocks, press = () => {}, values = {}, change = () => {}, faults = {} }) {
  return (
    <div className="blocks">
      {blocks.map((block, n) => (
        <Block key={n} {...{ block, press, values, change, faults }} />
      ))}
    </div>
  );
}

function Block({ block, press, values, change, faults }) {
  if (block.type === "actions")
    return (
      <div className="row">
        {block.elements.map((element) => (
          <Pressable key={element.action_id} {...{ element, press }} />
        ))}
      </div>
    );
  if (block.type === "input") return <Field {...{ block, values, change, fault: faults[block.block_id] }} />;
  if (block.type === "context") return <div className="small">{block.elements.map((e) => e.text).join("\n")}</div>;
  if (block.type === "header") return <div className="title" role="heading" aria-level="2">{block.text.text}</div>;
  if (block.type === "divider") return <hr />;
  if (block.type === "table") return <Table block={block} />;
  return parted(block).map((part, n) => (
    <Message key={n} blocks={[part]} withoutWrapper logo="" name="" theme={theme()} />
  ));
}

function Table({ block }) {
  const [head, ...rows] = block.rows;
  const style = (n) => {
    const told = block.column_settings?.[n] ?? {};
    return `${told.is_wrapped ? "wrapped" : ""} ${told.align ?? ""} ${n === 2 ? "wide" : ""}`;
  };
  return (
    <div className="scroll" tabIndex="0" role="region" aria-label="Table">
      <table>
        <thead>
          <tr>{head.map((cell, n) => <th key={n} scope="col" className={style(n)}>{cell.text}</th>)}</tr>
        </thead>
        <tbody>
          {rows.map((row, n) => (
            <tr key={n}>{row.map((cell, m) => <td key={m} className={style(m)}>{cell.text}</td>)}</tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Pressable({ element, press }) {
  if (element.type === "static_select")
    return (
      <select
        aria-label={element.placeholder.text}
        data-action={element.action_id}
        value={element.initial_option?.value ?? ""}
        onChange={(event) => {
          const chosen = element.options.find((each) => each.value === event.target.value);
          if (chosen) press({ ...element, selected_option: chosen });
        }}
      >
        <option value="" disabled>{element.placeholder.text}</option>
        {element.options.map((each) => <option key={each.value} value={each.value}>{each.text.text}</option>)}
      </select>
    );
  return (
    <button type="button" className={element.style} data-action={element.action_id} onClick={() => press(element)}>
      {element.text.text}
    </button>
  );
}

function Field({ block, values, change, fault }) {
  const { element } = block;
  const told = values[block.block_id]?.[element.action_id] ?? {};
  const set = (value) => change(block.block_id, element.action_id, { type: element.type, ...value });
  const named = { name: block.block_id, "data-field": block.block_id };
  return (
    <fieldset className="field">
      <legend>{block.label.text}{block.optional ? " (optional)" : ""}</legend>
      {element.type === "plain_text_input" && (
        <textarea {...named} rows="3" aria-label={block.label.text} value={told.value ?? ""} onChange={(e) => set({ value: e.target.value })} />
      )}
      {element.type === "datepicker" && (
        <input {...named} type="date" aria-label={block.label.text} value={told.selected_date ?? ""} onChange={(e) => set({ selected_date: e.target.value })} />
      )}
      {element.type === "radio_buttons" &&
        element.options.map((each) => (
          <label key={each.value}>
            <input {...named} type="radio" value={each.value} checked={told.selected_option?.value === each.value} onChange={() => set({ selected_option: each })} />{" "}
            {each.text.text}
          </label>
        ))}
      {fault && <div className="fault" role="alert">{fault}</div>}
      {block.hint && <div className="small">{block.hint.text}</div>}
    </fieldset>
  );
}

function Modal({ view, framed = true }) {
  const [values, setValues] = useState({});
  const change = (block, action, value) => setValues((old) => ({ ...old, [block]: { [action]: value } }));
  const missing = view.blocks.filter((b) => b.type === "input" && !b.optional && !values[b.block_id]);
  const [told, setTold] = useState(false);
  const faults = told ? Object.fromEntries(missing.map((b) => [b.block_id, "Please fill this in."])) : {};
  const send = () => {
    if (missing.length) return setTold(true);
    post("submit", { view: view.id, values });
  };
  const card = (
    <div className="modal" role="dialog" aria-modal={framed} aria-label={view.title.text}>
      <header>{view.title.text}</header>
      <div className="content">
        <Blocks blocks={view.blocks} press={(element) => post("press", { view: view.id, element })} {...{ values, change }} faults={{ ...view.faults, ...faults }} />
      </div>
      <footer>
        <button type="button" onClick={() => post("close", { view: view.id })}>{view.close?.text ?? "Close"}</button>
        {view.submit && <button type="button" className="primary" onClick={send}>{view.submit.text}</button>}
      </footer>
    </div>
  );
  return framed ? <div className="veil">{card}</div> : card;
}

function Said({ message }) {
  const mine = message.user !== "UBOT";
  return (
    <div className="message" data-ts={message.ts} data-from={mine ? "me" : "bot"}>
      <div className={mine ? "face me" : "face"} aria-hidden="true">{mine ? "Y" : "M"}</div>
      <div>
        <div className="who">{mine ? "You" : "Minutes"}{!mine && <span>APP</span>}</div>
        {message.ephemeral && <div className="alone">Only visible to you</div>}
        {message.blocks?.length ? (
          <Blocks blocks={message.blocks} press={(element) => post("press", { ts: message.ts, channel: message.channel, element })} />
        ) : (
          <div className="words">{message.text}</div>
        )}
        {message.files?.map((file) => <a key={file.id} href={`/local/file/${file.id}?token=${TOKEN}`} download={file.name}>{file.title} ({file.name})</a>)}
      </div>
    </div>
  );
}

const TABS = { C1: "# scrutiny", D1: "Direct message", home: "Home" };
const HINTS = {
  C1: "Ask a question (here every message names the bot), or type /actions overdue, /actions help, /assurance history TOPIC.",
  D1: "Ask the bot directly.",
};

function Page() {
  const [state, setState] = useState({ version: -1, messages: [], views: [], home: null, prompts: [], status: "" });
  const [tab, setTab] = useState("C1");
  const [thread, setThread] = useState("");
  const [words, setWords] = useState("");
  const end = useRef(null);
  useEffect(() => {
    let on = true;
    (async () => {
      let version = -1;
      while (on) {
        try {
          const reply = await fetch(`/local/state?since=${version}`, { headers: { "X-Local-Token": TOKEN } });
          if (reply.status === 200) {
            const told = await reply.json();
            version = told.version;
            setState(told);
          }
        } catch {
          await new Promise((done) => setTimeout(done, 1000));
        }
      }
    })();
    return () => { on = false; };
  }, []);
  useEffect(() => { post("open", { tab }); setThread(""); }, [tab]);
  const here = state.messages.filter((m) => m.channel === tab);
  useEffect(() => { end.current?.scrollIntoView(); }, [here.length, tab]);
  const say = (text) => {
    if (!text.trim()) return;
    post("type", { channel: tab, text, thread });
    setWords("");
  };
  const roots = here.filter((m) => !m.thread_ts || m.thread_ts === m.ts || !here.some((r) => r.ts === m.thread_ts));
  return (
    <div className="page">
      <nav className="tabs" role="tablist">
        <strong>Minutes, on this machine</strong>
        {Object.entries(TABS).map(([name, title]) => (
          <button key={name} role="tab" data-tab={name} aria-selected={tab === name} onClick={() => setTab(name)}>{title}</button>
        ))}
        <button className="theme" onClick={(e) => { document.documentElement.dataset.theme = theme() === "dark" ? "light" : "dark"; setState({ ...state }); }}>Light or dark</button>
      </nav>
      <main className="stream" aria-live="polite">
        {tab === "home" && state.home && <Blocks blocks={state.home.blocks} press={(element) => post("press", { home: true, element })} />}
        {tab !== "home" && roots.map((root) => (
          <Fragment key={root.ts}>
            <Said message={root} />
            <div className="thread">
              {here.filter((m) => m.thread_ts === root.ts && m !== root).map((m) => <Said key={m.ts} message={m} />)}
            </div>
            <button className="reply" data-reply={root.ts} onClick={() => setThread(root.ts)}>Reply in this thread</button>
            {root.text && root.user !== "UBOT" && <button className="reply" style={{ marginLeft: 0 }} data-find={root.ts} onClick={() => post("shortcut", { ts: root.ts, channel: tab })}>Find in minutes</button>}
          </Fragment>
        ))}
        {state.status && tab === "D1" && <div className="small">Minutes {state.status}</div>}
        <div ref={end} />
      </main>
      {tab !== "home" && (
        <div className="composer">
          {tab === "D1" && state.prompts.length > 0 && (
            <div className="prompts">{state.prompts.map((p) => <button key={p.message} className="plain" onClick={() => say(p.message)}>{p.title}</button>)}</div>
          )}
          <div className="hint">
            {thread ? "In the thread: “and the DCC?”, “what about 2023?”, “more” go on from the answer. " : HINTS[tab]}
            {thread && <button className="reply" style={{ marginLeft: 0 }} onClick={() => setThread("")}>Leave the thread</button>}
          </div>
          <form onSubmit={(e) => { e.preventDefault(); say(words); }}>
            <textarea rows="1" aria-label="Message" value={words} onChange={(e) => setWords(e.target.value)} onKeyDown={(e) => { if (e.key === "Enter" && !e.shiftKey) { e.preventDefault(); say(words); } }} />
            <button type="submit">Send</button>
          </form>
        </div>
      )}
      {state.views.length > 0 && <Modal key={state.views[state.views.length - 1].hash} view={state.views[state.views.length - 1]} />}
    </div>
  );
}

// For docs/pictures/make.py: draws one message, modal or home into the page.
window.draw = ({ kind, payload, asked, theme: shade }) => {
  document.documentElement.dataset.theme = shade;
  const root = createRoot(document.getElementById("root"));
  root.render(
    <div className={`picture of-${kind}`}>
      {asked && <Said message={{ user: "U1", text: asked, ts: "0" }} />}
      {kind === "message" && <Said message={{ user: "UBOT", ts: "1", ...payload }} />}
      {kind === "modal" && <Modal view={payload} framed={false} />}
      {kind === "home" && <Blocks blocks={payload.blocks} />}
    </div>,
  );
};

if (TOKEN) createRoot(document.getElementById("root")).render(<Page />);
