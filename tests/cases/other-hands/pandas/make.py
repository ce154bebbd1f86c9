"""Run here, in this folder, with pandas 3.0.6 and openpyxl 3.1.5."""
import pandas as pd

lists = pd.read_csv("../meant/list_3.csv", dtype={"Child Unique ID": str})
for name in ("Date of Birth", "Date of referral"):
    lists[name] = pd.to_datetime(lists[name], dayfirst=True)
lists.to_excel("list_3.xlsx", sheet_name="List 3")

oc2 = pd.read_csv("../meant/oc2.csv", dtype={"CHILD": str})
oc2.to_csv("oc2.csv", lineterminator="\n")
oc2.reset_index().to_csv("oc2-twice-indexed.csv", lineterminator="\n")
again = pd.read_csv("oc2.csv", dtype={"CHILD": str})
again.to_csv("oc2-index-of-an-index.csv", na_rep="nan", index=False, lineterminator="\n")

episodes = pd.read_csv("../meant/episodes.csv", dtype={"URN": str})
for name in ("DECOM", "DEC"):
    episodes[name] = pd.to_datetime(episodes[name], dayfirst=True)
episodes.to_csv("episodes.csv", index=False, lineterminator="\n")
episodes.to_csv(
    "episodes-with-times-in-windows.csv",
    index=False,
    date_format="%Y-%m-%d %H:%M:%S",
    encoding="cp1252",
    lineterminator="\r\n",
)
episodes.to_csv("episodes-with-not-a-time.csv", index=False, na_rep="NaT", lineterminator="\n")
