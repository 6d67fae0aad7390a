/*
 * The grammar of Weir SQL. Rules are named as in ISO/IEC 9075 where it has them.
 *
 * Rules of the house, which keep parsing linear:
 * - Two alternatives never share a long beginning: what they share is written once, and the builder of the tree looks at what followed.
 * - "(" comes as two tokens, LPAREN_QUERY before a query and LPAREN before anything else, so no parser state has to look behind it.
 * - Functions with a syntax of their own, such as EXTRACT, come as their own tokens only where they are called; elsewhere as IDENTIFIER.
 * - Operators bind as in PostgreSQL. Chains are left-recursive rules, which ANTLR turns into loops.
 * - A word of the language that may also be a name is listed in nonReserved, nowhere else.
 */
parser grammar WeirParser;

options {
    tokenVocab = WeirLexer;
}

singleStatement
    : statement EOF
    ;

// ---------------------------------------------------------------- statements

statement
    : query                                                                                         # queryStatement
    | insert                                                                                        # insertStatement
    | CREATE ( OR REPLACE )? createBody                                                             # createStatement
    | DROP objectKind ( IF EXISTS )? qualifiedName                                                  # dropStatement
    | ALTER RULE ( IF EXISTS )? qualifiedName ( PAUSE | RESUME | AS ruleBody )                      # alterRuleStatement
    | SHOW objectKinds ( LIKE STRING )?                                                             # showStatement
    | SHOW DEAD LETTERS ( FOR qualifiedName )? ( LIMIT value )?                                     # showDeadLettersStatement
    | SHOW CREATE objectKind qualifiedName                                                          # showCreateStatement
    | ( DESCRIBE | DESC ) objectKind? qualifiedName                                                 # describeStatement
    | EXPLAIN ( ANALYZE | REWRITE | CODE )? explainable ( FORMAT identifier )?                      # explainStatement
    | SET option                                                                                    # setStatement
    ;

explainable
    : query                                                                                         # explainQuery
    | insert                                                                                        # explainInsert
    | CREATE ( OR REPLACE )? createBody                                                             # explainCreate
    ;

insert
    : INSERT INTO qualifiedName columnList? query
    ;

createBody
    : ( STREAM | TABLE ) ifNotExists? qualifiedName LPAREN tableElement ( COMMA tableElement )* RPAREN withOptions?
                                                                                                    # createRelation
    | MATERIALIZED? VIEW ifNotExists? qualifiedName columnList? withOptions? AS query                   # createView
    | RULE ifNotExists? qualifiedName withOptions? AS ruleBody                                          # createRule
    | FUNCTION ifNotExists? qualifiedName AS STRING                                                 # createFunction
    ;

ruleBody
    : insert
    | query
    ;

ifNotExists
    : IF NOT EXISTS
    ;

objectKind
    : STREAM
    | TABLE
    | MATERIALIZED? VIEW
    | RULE
    | FUNCTION
    ;

objectKinds
    : STREAMS
    | TABLES
    | MATERIALIZED? VIEWS
    | RULES
    | FUNCTIONS
    ;

tableElement
    : WATERMARK FOR identifier AS expression                                                        # watermarkDefinition
    | PRIMARY KEY columnList                                                                        # primaryKeyDefinition
    | identifier AS expression                                                                      # computedColumn
    | identifier dataType columnConstraint*                                                         # columnDefinition
    ;

columnConstraint
    : NOT NULL                                                                                      # notNullConstraint
    | NULL                                                                                          # nullConstraint
    | PRIMARY KEY                                                                                   # primaryKeyConstraint
    | DEFAULT value                                                                                 # defaultConstraint
    ;

columnList
    : LPAREN identifier ( COMMA identifier )* RPAREN
    ;

withOptions
    : WITH LPAREN option ( COMMA option )* RPAREN
    ;

option
    : STRING EQUAL STRING
    ;

// ---------------------------------------------------------------- queries

query
    : withClause? queryBody ( ORDER BY sortItem ( COMMA sortItem )* )? limitClause* emitClause? withOptions?
    ;

withClause
    : WITH RECURSIVE? commonTable ( COMMA commonTable )*
    ;

commonTable
    : identifier columnList? AS LPAREN_QUERY query RPAREN
    ;

limitClause
    : LIMIT ( ALL | value )                                                                         # limitRows
    | OFFSET value ( ROW | ROWS )?                                                                  # offsetRows
    | FETCH ( FIRST | NEXT ) fetchCount? ( ROW | ROWS ) ( ONLY | WITH TIES )                        # fetchRows
    ;

fetchCount
    : INTEGER
    | parameter
    ;

emitClause
    : EMIT emitMode ( ALLOW LATENESS value )?
    | EMIT ALLOW LATENESS value
    ;

emitMode
    : ON WINDOW CLOSE
    | CHANGES
    | EVERY value
    ;

queryBody
    : queryPrimary                                                                                  # simpleBody
    | queryBody INTERSECT ( ALL | DISTINCT )? queryBody                                             # setOperation
    | queryBody ( UNION | EXCEPT ) ( ALL | DISTINCT )? queryBody                                    # setOperation
    ;

queryPrimary
    : select                                                                                        # selectPrimary
    | VALUES expression ( COMMA expression )*                                                       # valuesPrimary
    | TABLE qualifiedName                                                                           # tablePrimary
    | LPAREN_QUERY query RPAREN                                                                     # nestedPrimary
    ;

select
    : SELECT ( ALL | DISTINCT )? selectItem ( COMMA selectItem )* fromClause? whereClause? groupByClause? havingClause?
        ( windowClause qualifyClause? | qualifyClause windowClause? )?
    ;

fromClause
    : FROM relation ( COMMA relation )*
    ;

whereClause
    : WHERE expression
    ;

groupByClause
    : GROUP BY ( ALL | DISTINCT )? groupingElement ( COMMA groupingElement )*
    ;

havingClause
    : HAVING expression
    ;

windowClause
    : WINDOW namedWindow ( COMMA namedWindow )*
    ;

qualifyClause
    : QUALIFY expression
    ;

selectItem
    : STAR                                                                                          # selectAll
    | qualifiedName PERIOD STAR                                                                     # selectAllOf
    | expression ( AS? identifier )?                                                                # selectValue
    ;

groupingElement
    : groupingSet                                                                                   # groupingColumns
    | ROLLUP LPAREN groupingSet ( COMMA groupingSet )* RPAREN                                       # rollup
    | CUBE LPAREN groupingSet ( COMMA groupingSet )* RPAREN                                         # cube
    | GROUPING SETS LPAREN groupingElement ( COMMA groupingElement )* RPAREN                        # groupingSets
    ;

groupingSet
    : LPAREN RPAREN
    | expression
    ;

sortItem
    : expression ( ASC | DESC )? ( NULLS ( FIRST | LAST ) )?
    ;

namedWindow
    : identifier AS LPAREN windowSpecification RPAREN
    ;

windowSpecification
    : identifier? ( PARTITION BY expression ( COMMA expression )* )? ( ORDER BY sortItem ( COMMA sortItem )* )? frame?
    ;

frame
    : ( ROWS | RANGE | GROUPS ) ( frameBound | BETWEEN frameBound AND frameBound ) frameExclusion?
    ;

frameBound
    : UNBOUNDED PRECEDING                                                                           # unboundedPreceding
    | UNBOUNDED FOLLOWING                                                                           # unboundedFollowing
    | CURRENT ROW                                                                                   # currentRow
    | value PRECEDING                                                                               # preceding
    | value FOLLOWING                                                                               # following
    ;

frameExclusion
    : EXCLUDE ( NO OTHERS | CURRENT ROW | GROUP | TIES )
    ;

// ---------------------------------------------------------------- relations

relation
    : relationItem                                                                                  # singleRelation
    | relation CROSS JOIN relationItem                                                              # crossJoin
    | relation NATURAL joinType? JOIN relationItem                                                  # naturalJoin
    | relation joinType? JOIN relationItem ( ON expression | USING columnList )                     # conditionJoin
    ;

joinType
    : INNER
    | ( LEFT | RIGHT | FULL ) OUTER?
    ;

relationItem
    : relationPrimary alias? ( matchRecognize alias? )*
    ;

alias
    : AS? identifier columnList?
    ;

relationPrimary
    : qualifiedName ( call ( WITH ORDINALITY )? | FOR SYSTEM_TIME AS OF value )?                    # namedRelation
    | UNNEST LPAREN expression ( COMMA expression )* RPAREN ( WITH ORDINALITY )?                    # unnest
    | LATERAL? LPAREN_QUERY query RPAREN                                                            # subqueryRelation
    | LATERAL? TABLE LPAREN qualifiedName call RPAREN                                               # functionRelation
    | LATERAL qualifiedName call                                                                    # functionRelation
    | LATERAL UNNEST LPAREN expression ( COMMA expression )* RPAREN ( WITH ORDINALITY )?            # unnest
    | LPAREN relation RPAREN                                                                        # nestedRelation
    ;

// ---------------------------------------------------------------- row patterns, ISO/IEC 9075-2 R010

matchRecognize
    : MATCH_RECOGNIZE LPAREN
        ( PARTITION BY expression ( COMMA expression )* )?
        ( ORDER BY sortItem ( COMMA sortItem )* )?
        ( MEASURES measure ( COMMA measure )* )?
        rowsPerMatch?
        ( AFTER MATCH SKIP_ skipTo )?
        PATTERN LPAREN rowPattern? RPAREN
        ( WITHIN value )?
        ( SUBSET subset ( COMMA subset )* )?
        DEFINE define ( COMMA define )*
        RPAREN
    ;

measure
    : expression AS identifier
    ;

rowsPerMatch
    : ONE ROW PER MATCH ( WITH TIMED OUT MATCHES )?                                                 # oneRowPerMatch
    | ALL ROWS PER MATCH ( SHOW EMPTY MATCHES | OMIT EMPTY MATCHES | WITH UNMATCHED ROWS )?         # allRowsPerMatch
    ;

skipTo
    : PAST LAST ROW
    | TO NEXT ROW
    | TO FIRST identifier
    | TO LAST identifier
    | TO identifier
    | NONE
    ;

subset
    : identifier EQUAL LPAREN identifier ( COMMA identifier )* RPAREN
    ;

define
    : identifier ( FROM qualifiedName )? AS expression
    | identifier FROM qualifiedName
    ;

rowPattern
    : rowPatternTerm ( PIPE rowPatternTerm )*
    ;

rowPatternTerm
    : rowPatternStep+
    ;

rowPatternStep
    : gap? patternPrimary patternQuantifier? ( WITHIN duration )?
    ;

gap
    : ( FOLLOWED_BY | FOLLOWED_BY_ANY ) ( LBRACKET LESS_OR_EQUAL duration RBRACKET )?
    ;

patternPrimary
    : identifier                                                                                    # patternVariable
    | LPAREN rowPattern? RPAREN                                                                     # patternGroup
    | PERMUTE LPAREN rowPattern ( COMMA rowPattern )* RPAREN                                        # patternPermute
    | LBRACE_MINUS rowPattern MINUS_RBRACE                                                          # patternExclusion
    | CARET                                                                                         # patternStart
    | DOLLAR                                                                                        # patternEnd
    | BANG ( identifier | LPAREN identifier ( PIPE identifier )* RPAREN ) ( FOR duration )?         # patternAbsence
    ;

patternQuantifier
    : ( STAR | PLUS | QUESTION ) reluctant=QUESTION?
    | LBRACE low=INTEGER RBRACE reluctant=QUESTION?
    | LBRACE low=INTEGER? COMMA high=INTEGER? RBRACE reluctant=QUESTION?
    ;

duration
    : intervalLiteral
    | parameter
    ;

// ---------------------------------------------------------------- expressions

expression
    : value predicate*                                                                              # predicated
    | NOT expression                                                                                # negated
    | expression AND expression                                                                     # conjunction
    | expression OR expression                                                                      # disjunction
    ;

// Predicates bind alike, from the left; the tree builder asks for parentheses where PostgreSQL would read them otherwise.
predicate
    : comparison value                                                                              # comparisonPredicate
    | comparison ( ANY | SOME | ALL ) LPAREN_QUERY query RPAREN                                     # quantifiedPredicate
    | NOT? BETWEEN ( SYMMETRIC | ASYMMETRIC )? value AND value                                      # betweenPredicate
    | NOT? IN LPAREN expression ( COMMA expression )* RPAREN                                        # inListPredicate
    | NOT? IN LPAREN_QUERY query RPAREN                                                             # inQueryPredicate
    | NOT? ( LIKE | ILIKE | SIMILAR TO ) value ( ESCAPE value )?                                    # likePredicate
    | IS NOT? NULL                                                                                  # nullPredicate
    | IS NOT? ( TRUE | FALSE | UNKNOWN )                                                            # truthPredicate
    | IS NOT? DISTINCT FROM value                                                                   # distinctPredicate
    ;

comparison
    : EQUAL
    | NOT_EQUAL
    | LESS
    | LESS_OR_EQUAL
    | GREATER
    | GREATER_OR_EQUAL
    ;

value
    : primary                                                                                       # plainValue
    | value DOUBLE_COLON dataType                                                                   # castValue
    | ( PLUS | MINUS ) value                                                                        # signedValue
    | value AT TIME ZONE value                                                                      # zonedValue
    | value CARET value                                                                             # arithmetic
    | value ( STAR | SLASH | PERCENT ) value                                                        # arithmetic
    | value ( PLUS | MINUS ) value                                                                  # arithmetic
    | value CONCAT value                                                                            # concatenation
    ;

primary
    : qualifiedName ( LBRACKET expression RBRACKET postfix* | call postfix* )?                      # nameOrCall
    | primaryHead postfix*                                                                          # plainPrimary
    ;

postfix
    : LBRACKET expression RBRACKET                                                                  # subscript
    | PERIOD identifier                                                                             # field
    ;

primaryHead
    : NULL                                                                                          # nullLiteral
    | ( TRUE | FALSE )                                                                              # booleanLiteral
    | STRING                                                                                        # stringLiteral
    | BYTES                                                                                         # bytesLiteral
    | ( INTEGER | DECIMAL | DOUBLE )                                                                # numberLiteral
    | ( DATE | TIME | TIMESTAMP | TIMESTAMP_LTZ ) STRING                                            # dateTimeLiteral
    | intervalLiteral                                                                               # intervalValue
    | parameter                                                                                     # parameterValue
    | LPAREN expression ( COMMA expression )* RPAREN                                                # parenthesized
    | LPAREN_QUERY query RPAREN                                                                     # scalarSubquery
    | EXISTS LPAREN_QUERY query RPAREN                                                              # exists
    | CASE expression? whenClause+ ( ELSE expression )? END                                         # caseExpression
    | ( CAST | TRY_CAST ) LPAREN expression AS dataType RPAREN                                      # castCall
    | EXTRACT LPAREN identifier FROM expression RPAREN                                              # extract
    | ( FLOOR | CEIL | CEILING ) LPAREN expression ( TO identifier )? RPAREN                        # roundCall
    | POSITION LPAREN value ( IN | COMMA ) value RPAREN                                             # positionCall
    | SUBSTRING LPAREN expression ( FROM expression ( FOR expression )? | ( COMMA expression )+ ) RPAREN
                                                                                                    # substringCall
    | OVERLAY LPAREN expression ( PLACING expression FROM expression ( FOR expression )? | ( COMMA expression )+ ) RPAREN
                                                                                                    # overlayCall
    | TRIM LPAREN side=( LEADING | TRAILING | BOTH )? expression? ( ( FROM | COMMA ) expression )? RPAREN
                                                                                                    # trimCall
    | ( JSON_VALUE | JSON_QUERY | JSON_EXISTS ) LPAREN expression COMMA expression ( RETURNING dataType )? jsonWrapper?
        jsonFallback* RPAREN                                                                        # jsonCall
    | ARRAY LBRACKET ( expression ( COMMA expression )* )? RBRACKET                                 # arrayConstructor
    | MAP LBRACKET ( expression ( COMMA expression )* )? RBRACKET                                   # mapConstructor
    | ROW LPAREN ( expression ( COMMA expression )* )? RPAREN                                       # rowConstructor
    | ( RUNNING | FINAL ) qualifiedName call                                                        # navigationCall
    | ( CURRENT_DATE | CURRENT_TIME | CURRENT_TIMESTAMP | LOCALTIME | LOCALTIMESTAMP ) ( LPAREN INTEGER? RPAREN )?
                                                                                                    # currentTime
    | ( LEFT | RIGHT ) call                                                                         # keywordCall
    ;

whenClause
    : WHEN expression THEN expression
    ;

jsonWrapper
    : ( WITHOUT | WITH ( CONDITIONAL | UNCONDITIONAL )? ) ARRAY? WRAPPER
    ;

jsonFallback
    : ( NULL | ERROR | TRUE | FALSE | UNKNOWN | EMPTY ( ARRAY | OBJECT )? | DEFAULT value ) ON ( EMPTY | ERROR )
    ;

// The part of a call from its "(" on, for scalar, aggregate, window and table functions alike.
call
    : LPAREN
        ( STAR | ( ALL | DISTINCT )? argument ( COMMA argument )* ( ORDER BY sortItem ( COMMA sortItem )* )? )?
        nullTreatment?
        RPAREN
        ( WITHIN GROUP LPAREN ORDER BY sortItem ( COMMA sortItem )* RPAREN )?
        ( FILTER LPAREN WHERE expression RPAREN )?
        nullTreatment?
        ( OVER over )?
    ;

argument
    : ( identifier NAMED )? argumentValue
    ;

argumentValue
    : qualifiedName PERIOD STAR                                                                     # starArgument
    | DESCRIPTOR LPAREN identifier ( COMMA identifier )* RPAREN                                     # descriptorArgument
    | TIME ZONE value                                                                               # timeZoneArgument
    | TABLE ( qualifiedName call? | LPAREN_QUERY query RPAREN ) ( PARTITION BY expression )?        # tableArgument
    | expression ( PARTITION BY expression )? ( AS identifier )?                                    # valueArgument
    ;

nullTreatment
    : ( RESPECT | IGNORE ) NULLS
    ;

over
    : identifier
    | LPAREN windowSpecification RPAREN
    ;

parameter
    : QUESTION
    | COLON identifier
    ;

intervalLiteral
    : INTERVAL ( PLUS | MINUS )? STRING from=identifier ( TO to=identifier )?
    | INTERVAL ( PLUS | MINUS )? ( INTEGER | DECIMAL ) from=identifier
    ;

// ---------------------------------------------------------------- types and names

dataType
    : dataTypeHead dataTypeSuffix*
    ;

dataTypeSuffix
    : ARRAY
    | LBRACKET INTEGER? RBRACKET
    ;

dataTypeHead
    : ARRAY LESS dataType GREATER                                                                   # arrayType
    | MAP LESS dataType COMMA dataType GREATER                                                      # mapType
    | ROW LESS rowField ( COMMA rowField )* GREATER                                                 # rowType
    | ROW LPAREN rowField ( COMMA rowField )* RPAREN                                                # rowType
    | INTERVAL ( from=INTERVAL_UNIT ( TO to=INTERVAL_UNIT )? )?                                           # intervalType
    | identifier ( PRECISION | VARYING )? ( LPAREN INTEGER ( COMMA INTEGER )* RPAREN )?
        ( ( WITH LOCAL? | WITHOUT ) TIME ZONE )?                                                    # namedType
    ;

rowField
    : identifier dataType ( NOT NULL )?
    ;

qualifiedName
    : identifier ( PERIOD identifier )*
    ;

identifier
    : IDENTIFIER
    | QUOTED_IDENTIFIER
    | nonReserved
    ;

nonReserved
    : AFTER
    | ALLOW
    | ALTER
    | ANALYZE
    | ASC
    | ASYMMETRIC
    | AT
    | CHANGES
    | CLOSE
    | CODE
    | CONDITIONAL
    | CURRENT
    | DATE
    | DEAD
    | DEFAULT
    | DEFINE
    | DESC
    | DESCRIBE
    | EMPTY
    | ERROR
    | ESCAPE
    | EVERY
    | EXCLUDE
    | EXPLAIN
    | FILTER
    | FINAL
    | FIRST
    | FOLLOWING
    | FORMAT
    | FUNCTION
    | FUNCTIONS
    | GROUPING
    | GROUPS
    | IF
    | IGNORE
    | KEY
    | LAST
    | LATENESS
    | LETTERS
    | LOCAL
    | MATCH
    | MATCHES
    | MATERIALIZED
    | MEASURES
    | NEXT
    | NO
    | NONE
    | NULLS
    | OBJECT
    | OF
    | OFFSET
    | OMIT
    | ONE
    | ONLY
    | ORDINALITY
    | OTHERS
    | OUT
    | PARTITION
    | PAST
    | PATTERN
    | PAUSE
    | PER
    | PLACING
    | PRECEDING
    | RANGE
    | RECURSIVE
    | REPLACE
    | RESPECT
    | RESUME
    | RETURNING
    | REWRITE
    | ROWS
    | RULE
    | RULES
    | RUNNING
    | SET
    | SETS
    | SHOW
    | SKIP_
    | STREAM
    | STREAMS
    | SUBSET
    | SYMMETRIC
    | SYSTEM_TIME
    | TABLES
    | TIES
    | TIME
    | TIMED
    | TIMESTAMP
    | TIMESTAMP_LTZ
    | TO
    | UNBOUNDED
    | UNCONDITIONAL
    | UNKNOWN
    | UNMATCHED
    | VIEW
    | VIEWS
    | WATERMARK
    | WITHOUT
    | WRAPPER
    | ZONE
    ;
