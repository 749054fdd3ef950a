"""Small dictionaries in the format of PETRARCH, PETRARCH2 and TABARI, made up for the tests."""

VERBS = """<!-- A dictionary made up for tests
over two lines -->
# of nothing real

&HERD_
+CAMEL
+GOATS
+PACK_MULE

&DEAL
+PACT   # a comment
+&TREATY

&TREATY
+TREATY

&LOST

--- RUSTLE [171] ---
RUSTLE {RUSTLES RUSTLED RUSTLING }
+MAKE_OFF_WITH { +MADE_OFF_WITH } [1711]
RE_+RUSTLE
- * &HERD (FROM +)          [173]    # taken with whom it is done to
- * THREE &HERD             [174]
- * APPLAUSE                [---]
- NOT *                     [081]
- SAID *                    [131]
- * &LOST                   [171]
- * &UNKNOWN                [171]

--- INK [---] ---
INK
INITIAL
- * &DEAL                   [057:057]
- * {NEW BORDER TREATIES}   [057]
- * OFF (ON) PLAN           [050]
- * (WITH %) &DEAL          [036]
- * LETTER (TO +) (ABOUT &TREATY) [:173]
- * VISITORS                [043:042]
- * HERSELF                 [010]
- * CHEQUE                  [345]
- * TO_WITHDRAW             [035]
- * PLAN                    [---]
- * HERDERS (OVER {GOAT RAID}) [112]

--- MOAN [112] ---
MOAN
+ABC_123
- BROKEN PATTERN
"""

ACTORS = """# actors made up for tests
ARVANIAN_HERDERS_UNION [TCDLAB]
+A.H.U.
CHAD [TCD]
+LAKE_REPUBLIC
+TCHADISH_
KANEM_RIFLES  [TCDMIL]
GRAND_COUNCIL_OF_GOATS
\t[IGOGOA >19990131]
MINISTER_PEPE_AZUL
\t[TCDGOV 20010101-20041231]
\t[TCDOPP > 050101]
LONG_WATER_FRONT [TCDREB <911226]
NOBODY [---]
TWO_SIDES [TCD/SDN]
SHORT [AB]
ELFLAND [ELF]
SEMI;COLON [TCDREB]
+
"""

AGENTS = """!PERSON! = MAN, WOMAN
GOATHERD {} [~AGR]
CAMEL!PERSON! [~BUS]
SOLDIER [~MIL]
DUNE_WARDEN {DUNE_WARDENS} [~COPGOV]
ODD [~X]
HALF!LOST! [~MIL]
CODELESS
"""
