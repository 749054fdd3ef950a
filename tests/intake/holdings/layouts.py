"""Two invented reports as each database writes them."""

from __future__ import annotations

FIRST = (
    "The envoys of Arvania and Belmora met at the bridge over the Tessel on Tuesday, aides said.",
    "Arvania promised to open its border by the end of June if the shelling stops.",
)
SECOND = (
    "Belmora withdrew its guards from the bridge on Thursday, two days after the talks.",
    "“We keep our word,” the Belmoran foreign minister said in Corvane.",
)
CUT = FIRST[0].index(" over")

NEXIS = f"""
                               1 of 2 DOCUMENTS


                              The Courier (Corvane)

                             June 10, 2031 Tuesday
                                 Final Edition

Envoys meet at
the bridge

BYLINE: Jane Roe, Corvane correspondent

SECTION: WORLD; Pg. 4

LENGTH: 31 words

DATELINE: TESSEL

{FIRST[0][:CUT]}
{FIRST[0][CUT + 1 :]}

{FIRST[1]}

LOAD-DATE: June 11, 2031

LANGUAGE: ENGLISH

PUBLICATION-TYPE: Newspaper


                          Copyright 2031 The Courier
                              All Rights Reserved


                               2 of 2 DOCUMENTS


                    Copyright 2031 Gazette Publishing Company
                              All Rights Reserved
                                  The Gazette

                            June 12, 2031, Thursday

SECTION: Pg. 1

LENGTH: 25 words

HEADLINE: Guards leave the bridge

BODY:

{SECOND[0]}

{SECOND[1]}

LOAD-DATE: June 12, 2031
"""

UNI = f"""User Name: = A. Reader
Date and Time: = Friday, June 20, 2031 9:00:00 AM
Job Number: = 1
Documents (2)
1. Envoys meet at the bridge
2. Guards leave the bridge
Envoys meet at the bridge
The Courier (Corvane)
June 10, 2031 Tuesday
Copyright 2031 The Courier All Rights Reserved
Section: WORLD; Pg. 4
Length: 31 words
Byline: Jane Roe
Body
{FIRST[0]}
{FIRST[1]}
Classification
Language: ENGLISH
Load-Date: June 11, 2031
End of Document
Page 1 of 2
Guards leave the bridge
The Gazette
12 June 2031 Thursday
Copyright 2031 Gazette Publishing Company All Rights Reserved
Length: 25 words
Body
{SECOND[0]}
{SECOND[1]}
Load-Date: June 12, 2031
End of Document
"""

FACTIVA = f"""World
Envoys meet at the bridge
By Jane Roe
31 words
10 June 2031
09:15
The Courier
COUR
4
English
Copyright 2031, The Courier.
{FIRST[0]}
{FIRST[1]}
Document COUR000020310610e76a00001
Guards leave the bridge
25 words
12 June 2031
The Gazette
GAZC
English
(c) 2031 Gazette Publishing Company
{SECOND[0]}
{SECOND[1]}
Document GAZC000020310612e76c00002
Search Summary
Text: bridge
"""

FACTIVA_TAGS = f"""
HD
Envoys meet at the bridge
BY
By Jane Roe
WC
31 words
PD
10 June 2031
SN
The Courier
LA
English
LP
{FIRST[0]}

TD
{FIRST[1]}

AN
Document COUR000020310610e76a00001

HD Guards leave the bridge
HD\tGuards leave the bridge
PD\t12 June 2031
SN\tThe Gazette
LP\t{SECOND[0]}
TD\t{SECOND[1]}
AN
Document GAZC000020310612e76c00002
""".replace("HD Guards leave the bridge\n", "")

PROQUEST = f"""
____________________________________________________________

Document 1 of 2

Envoys meet at the bridge

Author: Roe, Jane

Publication info: The Courier ; Corvane [Corvane]. 10 June 2031: A.4.

Abstract: Envoys met.

Full text: {FIRST[0]}

{FIRST[1]}

Subject: Diplomacy

Title: Envoys meet at the bridge

Publication title: The Courier

Publication year: 2031

Publication date: Jun 10, 2031

ProQuest document ID: 100000001

Document URL: https://library.example/docview/100000001

Copyright: Copyright The Courier Jun 10, 2031

____________________________________________________________

Document 2 of 2

Guards leave the bridge

Publication info: The Gazette ; Corvane [Corvane]. 12 June 2031: 1.

Full text: {SECOND[0]}

{SECOND[1]}

ProQuest document ID: 100000002

____________________________________________________________

Contact us at: https://library.example/contact
"""

TEXTS = {"Nexis": NEXIS, "Nexis Uni": UNI, "Factiva": FACTIVA, "Factiva with tags": FACTIVA_TAGS, "ProQuest": PROQUEST}
