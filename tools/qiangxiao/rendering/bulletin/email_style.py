"""The look of the bulletin as mail; the inliner copies the rules onto each element, as mail programs want it."""

STYLE = """
body{margin:0;padding:0;background-color:#f5efe5;color:#26211c}
.preview{display:none;max-height:0;overflow:hidden}
.page{background-color:#f5efe5}
.around{padding:16px 8px;text-align:center}
.sheet{max-width:640px;margin:0 auto;background-color:#fffdfa;border-top:5px solid #a3271f}
td{font-family:"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;font-size:16px;line-height:1.8;color:#26211c;text-align:left}
.head{padding:26px 24px 14px;text-align:center;border-bottom:2px solid #a3271f}
h1{margin:0;font-size:34px;line-height:1.4;letter-spacing:8px;color:#a3271f;font-weight:bold;text-align:center}
.program,.number,.line{margin:0;font-size:14px;line-height:1.7;color:#5d544a;text-align:center}
.text{padding:18px 24px 8px}
p{margin:0 0 14px}
.title{margin:6px 0 10px;font-size:21px;line-height:1.5;font-weight:bold}
.small{margin:0 0 10px;font-size:14px;color:#5d544a}
.notice{margin:0 0 14px;padding:10px 14px;border:1px solid #e3b7ad;background-color:#fcf1ee}
.note{margin:8px 0 20px;background-color:#fbf3ea}
.note-text{padding:14px 18px 4px;border-left:4px solid #a3271f}
.note-title{margin:0 0 4px;font-weight:bold;color:#a3271f}
.contents-title{margin:0 0 6px;font-size:17px;font-weight:bold}
.contents-section{margin:8px 0 2px;font-size:14px;font-weight:bold;color:#80560f}
.contents{margin:0 0 2px;font-size:15px}
.section{margin:34px 0 14px;padding:5px 14px;background-color:#a3271f;color:#fdf8f2;font-size:18px;font-weight:bold}
h2{margin:24px 0 4px;font-size:19px;line-height:1.5;color:#861c15}
h4{margin:18px 0 6px;font-size:16px;line-height:1.6;color:#4a4038}
ul,ol{margin:0 0 14px;padding-left:24px}
li{margin:0 0 4px}
blockquote{margin:0 0 14px;padding:8px 14px;border-left:3px solid #d9b98c;color:#5d544a}
pre{margin:0 0 14px;padding:10px 12px;background-color:#f6f1e8;font-size:13px;line-height:1.6;white-space:pre-wrap;word-break:break-all}
.data{width:100%;margin:0 0 16px;border-collapse:collapse}
.data th,.data td{padding:6px 8px;border:1px solid #ddd0bd;font-size:14px;line-height:1.6;vertical-align:top;text-align:left}
.data th{background-color:#f7f0e5}
img{display:block;max-width:100%;height:auto;border:0;margin:0 auto 4px}
.caption{margin:0 0 16px;font-size:13px;color:#5d544a;text-align:center}
.footnotes{font-size:13px;color:#5d544a}
a{color:#17555f}
.heading{color:#861c15;text-decoration:none}
.foot{padding:14px 24px 24px;border-top:1px solid #e4dacb}
.foot-line{margin:0 0 4px;font-size:13px;color:#5d544a}
@media (prefers-color-scheme:dark){body,.page{background-color:#181513!important}.sheet{background-color:#221e1b!important}td,p,li,.title{color:#efe8de!important}h1,h2,h4,.heading,.note-title{color:#f5a798!important}.note,.notice,pre,.data th{background-color:#2f2823!important}.section{color:#fdf8f2!important}a{color:#8fcdd3!important}.contents-section{color:#e3bd70!important}}
"""
