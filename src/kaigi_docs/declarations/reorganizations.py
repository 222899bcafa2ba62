"""The 組織改編 sheet of 会議設定.xlsx: departments that became other ones."""

from __future__ import annotations

from kaigi_docs.declarations.kinds import FieldDeclaration, FieldType, SheetDeclaration

_Field = FieldDeclaration

FORMER_NAME, FORMER_ID, NEW_DEPARTMENT = "旧課名", "旧課ID", "新しい課"

REORGANIZATIONS = SheetDeclaration(
    title="組織改編",
    purpose="名前や担当の変わった課。施策一覧や調査票にある旧課名を、新しい課として読みます。",
    noun="旧課",
    when_empty="課名の変更はないものとします",
    prepared_rows=10,
    fields=(
        _Field(
            header=FORMER_NAME,
            type=FieldType.TEXT,
            required=True,
            note="変わる前の課名。二つの課に分かれたときは、新しい課ごとに一行ずつ書きます。",
            example="児童家庭課",
            width=24,
        ),
        _Field(
            header=FORMER_ID,
            type=FieldType.TEXT,
            note="前に送った調査票にある課ID。課IDが変わったときだけ書きます。",
            example="D31",
            width=10,
        ),
        _Field(
            header=NEW_DEPARTMENT,
            type=FieldType.REFERENCE,
            required=True,
            prefix="D",
            note="今の課の課ID（「担当課」シート）。",
            example="D03",
            width=12,
        ),
        _Field(header="備考", type=FieldType.LONG_TEXT, note="覚え書き。読み取りません。", example="令和4年4月1日改編", width=36),
    ),
)
