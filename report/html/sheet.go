package html

// sheet is the style of the page. The colours of figures come from package
// report/svg.
const sheet = `
:root{--ink:#1f2933;--soft:#55606d;--paper:#fff;--panel:#f1f4f7;--line:#d3dae2;--link:#0b5cad;--block:#b42318;--warn:#8a5a00;--info:#0b5cad}
@media screen and (prefers-color-scheme:dark){:root{--ink:#e6e9ee;--soft:#a7b1bc;--paper:#14181d;--panel:#1e242b;--line:#38424d;--link:#7fbcff;--block:#ff8f80;--warn:#e6b84f;--info:#7fbcff}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.55 system-ui,"Segoe UI",Arial,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Noto Sans SC",sans-serif}
main{max-width:1280px;margin:0 auto;padding:28px 24px 64px}
h1,h2,h3,h4,h5,h6{line-height:1.25;margin:1.6em 0 .5em;unicode-bidi:plaintext;overflow-wrap:anywhere}
h1{font-size:1.9em;margin:0 0 .2em}h2{font-size:1.4em;border-bottom:1px solid var(--line);padding-bottom:.2em}h3{font-size:1.15em}h4,h5,h6{font-size:1em}
header{border-bottom:2px solid var(--ink);padding-bottom:14px;margin-bottom:20px}
p,li,dd,td,th{unicode-bidi:plaintext;overflow-wrap:anywhere;white-space:pre-line}
p{margin:.6em 0;max-width:80ch}.sub{font-size:1.15em;margin:.2em 0;color:var(--soft)}.when,.note{color:var(--soft);font-size:.9em;margin:.2em 0}
a{color:var(--link)}code{font:.88em ui-monospace,Menlo,Consolas,monospace;background:var(--panel);padding:.08em .35em;border-radius:3px;overflow-wrap:anywhere}
nav{background:var(--panel);border-radius:6px;padding:10px 18px;margin:18px 0}nav p{margin:0;font-weight:600}nav ol{margin:.3em 0;padding-left:1.6em;columns:18em 3}
section{margin:18px 0}.cap,caption,figcaption{font-weight:600;text-align:left;margin:0 0 6px}caption{padding-bottom:6px}
.scroll,.pic{overflow-x:auto}.scroll:focus-visible,.pic:focus-visible{outline:2px solid var(--link)}
table{border-collapse:collapse;font-size:.92em;font-variant-numeric:tabular-nums}
th,td{padding:5px 10px;text-align:left;vertical-align:top;border-bottom:1px solid var(--line);min-width:3em;overflow-wrap:break-word}.w{overflow-wrap:anywhere}
td.r,td.c,thead th.r,thead th.c{overflow-wrap:normal}thead th{background:var(--panel);border-bottom:2px solid var(--soft);vertical-align:bottom;overflow-wrap:normal}tbody th,tfoot th{font-weight:400;min-width:9em}
.r{text-align:right}.r,.d{white-space:nowrap}thead th{white-space:normal;word-break:keep-all}thead .r,thead .d{white-space:normal}.c{text-align:center}tr.st th,tr.st td,tfoot th,tfoot td{font-weight:600}tfoot tr:first-child>*{border-top:2px solid var(--soft)}
.u{color:var(--soft);font-style:italic;white-space:normal}
.l1{padding-left:26px}.l2{padding-left:42px}.l3{padding-left:58px}.l4{padding-left:74px}.l5{padding-left:90px}.l6{padding-left:106px}.l7{padding-left:122px}.l8{padding-left:138px}.l9{padding-left:154px}.l10{padding-left:170px}.l11{padding-left:186px}.l12{padding-left:202px}.l13{padding-left:218px}.l14{padding-left:234px}.l15{padding-left:250px}
.facts dl{display:grid;grid-template-columns:repeat(auto-fill,minmax(210px,1fr));gap:10px 18px;margin:0;padding:12px 16px;background:var(--panel);border-radius:6px}
.facts dt{color:var(--soft);font-size:.85em}.facts dd{margin:0;font-weight:600;font-variant-numeric:tabular-nums}.facts dd.u{font-weight:400}
.tr{color:inherit;text-decoration:underline dotted;text-underline-offset:3px}.trace h3,.trace h4{margin:0 0 .3em}.trace{margin:26px 0}.trace section,.trace p{margin:4px 0}.trace table{width:100%;table-layout:fixed}.trace tr.st th{font-family:ui-monospace,Menlo,Consolas,monospace}.trace dl{margin:.4em 0;font-size:.92em}.trace dl>div{display:flex;gap:1em}.trace dt{color:var(--soft);flex:0 0 11em}.trace dd{margin:0}.trace:target{outline:2px solid var(--link);outline-offset:6px}
.call{border-left:5px solid var(--info);background:var(--panel);border-radius:0 6px 6px 0;padding:8px 16px;margin:16px 0}.call p{margin:.2em 0}
.call.block{border-color:var(--block);border-left-style:double;border-left-width:8px}.call.warn{border-color:var(--warn)}
.found ul{list-style:none;margin:0;padding:0}.found li{border-left:4px solid var(--info);padding:4px 12px;margin:6px 0}.found li.block{border-color:var(--block);border-left-style:double;border-left-width:7px}.found li.warn{border-color:var(--warn)}
.sev{font-weight:700;color:var(--info)}.block .sev{color:var(--block)}.warn .sev{color:var(--warn)}.rem{margin:.15em 0;color:var(--soft)}
figure{margin:22px 0}figcaption{margin:6px 0}details{font-size:.9em}summary{cursor:pointer;color:var(--link)}
@media print{body{font-size:10.5pt}main{max-width:none;padding:0}nav,details{display:none}.scroll,.pic{overflow:visible}.pic svg{max-width:100%;max-height:225mm;height:auto}h2,h3,h4,caption{break-after:avoid}tr,figure,.call,.found li{break-inside:avoid}a{color:inherit}*{print-color-adjust:exact;-webkit-print-color-adjust:exact}@page{margin:14mm}}
`
