"""How an article looks in WeChat: one style sheet, which the inliner turns into `style` attributes.

WeChat drops style sheets, classes, ids and positions, and recolours articles for its dark mode by itself, so
there is no pure white or black here, and no colour that carries a meaning alone. Widths are for a phone of 390 px.
"""

STYLE = """
.post{font-size:16px;line-height:1.8;letter-spacing:.5px;color:#3b342d;text-align:justify;overflow-wrap:break-word}
p{margin:0 0 16px;line-height:1.8}
h2{margin:32px 0 16px;padding:0 0 0 10px;border-left:4px solid #a3271f;font-size:18px;line-height:1.5;font-weight:bold;color:#a3271f;text-align:left}
h3{margin:28px 0 10px;font-size:17px;line-height:1.5;font-weight:bold;color:#861c15;text-align:left}
h4{margin:22px 0 8px;font-size:16px;line-height:1.6;font-weight:bold;color:#4a4038;text-align:left}
strong{color:#861c15;font-weight:bold}
em{font-style:italic}
.gone{text-decoration:line-through}
ul{margin:0 0 16px;padding-left:22px;list-style-type:disc}
ol{margin:0 0 16px;padding-left:24px;list-style-type:decimal}
li{margin:0 0 6px;line-height:1.8}
li p{margin:0 0 6px}
.plain{list-style-type:none}
.quote{margin:0 0 16px;padding:12px 14px;border-left:3px solid #d9b98c;background-color:#faf5ec;color:#5d544a}
.quote p{margin:0 0 8px}
.code{margin:0 0 16px;padding:12px 14px;border-radius:6px;background-color:#f6f1e8;font-size:13px;line-height:1.6;text-align:left;word-break:break-all}
code{padding:1px 4px;border-radius:3px;background-color:#f3ece0;font-size:14px;word-break:break-all}
.code code{padding:0;background-color:transparent;font-size:13px}
.rule{margin:28px 60px;border-top:1px solid #dccfb9;font-size:0;line-height:0}
table{width:100%;margin:0 0 18px;border-collapse:collapse;table-layout:fixed;font-size:14px;line-height:1.6;letter-spacing:0}
th,td{padding:7px 8px;border:1px solid #e0d5c3;text-align:left;vertical-align:top;word-break:break-word}
th{background-color:#f7f0e5;font-weight:bold;color:#4a4038}
.right{text-align:right}
.center{text-align:center}
.stack{margin:0 0 12px;padding:10px 14px;border:1px solid #e0d5c3;border-radius:6px;font-size:14px;line-height:1.7;text-align:left}
.stack p{margin:0 0 4px;line-height:1.7}
.stack-name{color:#6f655a}
.kicker{margin:0 0 14px;font-size:14px;letter-spacing:1px;color:#80560f;text-align:left}
.lead{margin:0 0 22px;padding:14px 16px;border-radius:8px;background-color:#fbf3ea;color:#4a4038}
.lead p{margin:0 0 8px}
.mark{color:#a3271f;font-weight:bold}
.notice{margin:0 0 18px;padding:12px 14px;border:1px solid #e3b7ad;border-radius:8px;background-color:#fcf1ee}
.notice p{margin:0 0 4px}
.masthead{margin:0 0 22px;padding:6px 0 12px;border-bottom:3px solid #a3271f;text-align:center}
.masthead-name{margin:0;font-size:30px;line-height:1.4;letter-spacing:6px;font-weight:bold;color:#a3271f;text-align:center}
.masthead-line{margin:4px 0 0;font-size:14px;letter-spacing:0;color:#6f655a;text-align:center}
.byline{margin:0 0 14px;font-size:14px;letter-spacing:0;color:#6f655a;text-align:left}
.section{margin:38px 0 18px;padding:6px 14px;border-left:0;border-radius:6px;background-color:#a3271f;font-size:18px;line-height:1.5;letter-spacing:2px;color:#fdf8f2;text-align:center}
.contents{margin:0 0 22px;padding:14px 16px;border:1px solid #e7dccb;border-radius:8px;text-align:left}
.contents p{margin:0 0 4px;font-size:15px;line-height:1.7;text-align:left}
.contents-name{color:#80560f;font-weight:bold}
.picture{margin:18px 0 6px;padding:26px 14px;border:2px dashed #c9a56b;border-radius:8px;background-color:#faf5ec;color:#80560f;font-size:14px;line-height:1.7;text-align:center}
.caption{margin:0 0 18px;font-size:13px;line-height:1.6;letter-spacing:0;color:#6f655a;text-align:center}
.note-mark{font-size:12px;line-height:1;color:#a3271f}
.notes-title{margin:36px 0 10px;padding:14px 0 0;border-top:1px solid #e0d5c3;font-size:14px;font-weight:bold;color:#6f655a}
.note{margin:0 0 6px;font-size:13px;line-height:1.6;letter-spacing:0;color:#6f655a;text-align:left;word-break:break-all}
.ending{margin:0 0 6px;font-size:14px;line-height:1.7;letter-spacing:0;color:#6f655a;text-align:left}
.first-ending{margin:32px 0 6px;padding:16px 0 0;border-top:1px solid #e0d5c3}
"""
