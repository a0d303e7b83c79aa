//! Expressions: a small, typed part of CEL. Only whole numbers, yes or no,
//! texts and a few functions exist, so that a compiled expression can fail in
//! three ways only: overflow, division by zero, or a missing value.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use cel::common::ast::{CallExpr, Expr, IdedExpr, LiteralValue, operators};
use cel::{Context, Env, ExecutionError, Program};
use thiserror::Error;

use super::functions;
use super::syntax;
use super::value::{Type, Value};

/// Longest expression accepted, in characters.
const MAX_LENGTH: usize = 1000;
/// Deepest nesting of brackets accepted. Parsing needs much stack for each (in
/// an unoptimised build ten exhaust a thread of 2 MB), and running out of
/// stack can not be caught.
const MAX_BRACKETS: usize = 6;
/// Deepest nesting of operators accepted; it bounds the stack that evaluating
/// needs.
const MAX_DEPTH: usize = 64;

/// Without the standard library: what is not listed in `functions` does not
/// exist. Shared, since it never changes.
static LIBRARY: LazyLock<Context<'static, 'static>> = LazyLock::new(|| {
    let mut context = Context::with_env(Env::default().into());
    functions::add_to(&mut context);
    context
});

/// A compiled expression.
#[derive(Debug)]
pub struct Expression {
    program: Program,
    names: BTreeSet<String>,
}

/// Why a text is not an expression that may stand there.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ExpressionError {
    #[error(
        "too long or nested too deeply: at most {MAX_LENGTH} characters, {MAX_BRACKETS} brackets within each other"
    )]
    TooLong,
    #[error("{0}")]
    Syntax(String),
    #[error("there is no {0:?} here")]
    UnknownName(String),
    #[error("{0} is not part of the language")]
    NotInLanguage(String),
    #[error("{what} is {found}, {expected} is needed")]
    WrongType { what: String, found: Type, expected: Type },
    #[error("{function} does not take {given} arguments")]
    WrongArguments { function: String, given: usize },
}

impl ExpressionError {
    /// The stable code, see [`super::PolicyProblem`].
    pub const fn code(&self) -> &'static str {
        match self {
            ExpressionError::TooLong => "too_long",
            ExpressionError::Syntax(_) => "syntax",
            ExpressionError::UnknownName(_) => "unknown_name",
            ExpressionError::NotInLanguage(_) => "not_in_language",
            ExpressionError::WrongType { .. } => "wrong_type",
            ExpressionError::WrongArguments { .. } => "wrong_arguments",
        }
    }
}

/// Why an expression has no value for these values of its names.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum EvaluationError {
    #[error("a number is too large")]
    Overflow,
    #[error("{0} has no value of its type")]
    Missing(String),
    #[error("{0}")]
    Failed(String),
}

impl Expression {
    /// Compiles `source`, which must give a value of type `wanted`; `known`
    /// tells the type of each name it may use.
    ///
    /// # Errors
    /// The first thing that is wrong with it.
    pub fn compile(
        source: &str,
        wanted: Type,
        known: impl Fn(&str) -> Option<Type>,
    ) -> Result<Expression, ExpressionError> {
        bounded(source)?;
        let program = Program::compile(source)
            .map_err(|errors| ExpressionError::Syntax(syntax::finding(source, &errors).en))?;
        let mut checker = Checker { known: &known, names: BTreeSet::new() };
        checker.expect(program.expression(), wanted, 0)?;
        Ok(Expression { names: checker.names, program })
    }

    /// The names it uses.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
    }

    /// Its value, with `lookup` giving the value of each name it uses, of the
    /// type that was declared.
    ///
    /// # Errors
    /// See [`EvaluationError`].
    pub fn evaluate(&self, lookup: impl Fn(&str) -> Option<Value>) -> Result<Value, EvaluationError> {
        let context = self.context(lookup)?;
        match self.program.execute(&context) {
            Ok(cel::Value::Int(number)) => Ok(Value::Int(number)),
            Ok(cel::Value::Bool(flag)) => Ok(Value::Bool(flag)),
            Ok(cel::Value::String(text)) => Ok(Value::Text(text.to_string())),
            Ok(other) => Err(EvaluationError::Failed(format!("unexpected {other:?}"))),
            Err(ExecutionError::Overflow(..)) => Err(EvaluationError::Overflow),
            Err(ExecutionError::FunctionError { message, .. }) if message == functions::OVERFLOW => {
                Err(EvaluationError::Overflow)
            }
            Err(error) => Err(EvaluationError::Failed(error.to_string())),
        }
    }
}

impl Expression {
    fn context(
        &self,
        lookup: impl Fn(&str) -> Option<Value>,
    ) -> Result<Context<'static, 'static>, EvaluationError> {
        let mut context = LIBRARY.new_inner_scope();
        for name in self.names() {
            match lookup(name) {
                Some(Value::Int(number)) => context.add_variable_from_value(name, number),
                Some(Value::Bool(flag)) => context.add_variable_from_value(name, flag),
                Some(Value::Text(text)) => context.add_variable_from_value(name, text),
                None => return Err(EvaluationError::Missing(name.to_owned())),
            }
        }
        Ok(context)
    }
}

/// Refuses what would cost the parser too much, before it is parsed.
pub(super) fn bounded(source: &str) -> Result<(), ExpressionError> {
    // Without these a text ends at the next equal quote, so that brackets
    // within texts can be told from the others. No policy needs them.
    for odd in ["\\", "\"\"\"", "'''", "`", "//"] {
        if source.contains(odd) {
            return Err(ExpressionError::NotInLanguage(odd.to_owned()));
        }
    }
    let (mut open, mut quote) = (0_usize, None);
    for (place, letter) in source.chars().enumerate() {
        match (quote, letter) {
            (Some(_), '\n' | '\r') => break,
            (Some(begun), _) if begun == letter => quote = None,
            (None, '"' | '\'') => quote = Some(letter),
            (None, '(' | '[' | '{') => open += 1,
            (None, ')' | ']' | '}') => open = open.saturating_sub(1),
            _ => (),
        }
        if open > MAX_BRACKETS || place >= MAX_LENGTH {
            return Err(ExpressionError::TooLong);
        }
    }
    match quote {
        // The parser would pass over the quote and go on with the brackets.
        Some(_) => Err(ExpressionError::Syntax("a text is not closed".to_owned())),
        None => Ok(()),
    }
}

struct Checker<'k> {
    known: &'k dyn Fn(&str) -> Option<Type>,
    names: BTreeSet<String>,
}

impl Checker<'_> {
    fn expect(&mut self, node: &IdedExpr, wanted: Type, depth: usize) -> Result<(), ExpressionError> {
        let found = self.type_of(node, depth)?;
        if found == wanted {
            return Ok(());
        }
        Err(ExpressionError::WrongType { what: describe(&node.expr), found, expected: wanted })
    }

    fn type_of(&mut self, node: &IdedExpr, depth: usize) -> Result<Type, ExpressionError> {
        if depth > MAX_DEPTH {
            return Err(ExpressionError::TooLong);
        }
        match &node.expr {
            Expr::Literal(LiteralValue::Int(_)) => Ok(Type::Int),
            Expr::Literal(LiteralValue::Boolean(_)) => Ok(Type::Bool),
            Expr::Literal(LiteralValue::String(_)) => Ok(Type::Text),
            Expr::Ident(name) => {
                self.names.insert(name.clone());
                (self.known)(name).ok_or_else(|| ExpressionError::UnknownName(name.clone()))
            }
            Expr::Call(call) => self.call(call, depth + 1),
            other => Err(ExpressionError::NotInLanguage(describe(other))),
        }
    }

    fn call(&mut self, call: &CallExpr, depth: usize) -> Result<Type, ExpressionError> {
        if call.target.is_some() {
            return Err(ExpressionError::NotInLanguage(format!(".{}()", call.func_name)));
        }
        match (call.func_name.as_str(), call.args.as_slice()) {
            (operators::LOGICAL_AND | operators::LOGICAL_OR, [left, right]) => {
                self.expect(left, Type::Bool, depth)?;
                self.expect(right, Type::Bool, depth)?;
                Ok(Type::Bool)
            }
            (operators::LOGICAL_NOT, [flag]) => {
                self.expect(flag, Type::Bool, depth)?;
                Ok(Type::Bool)
            }
            (operators::EQUALS | operators::NOT_EQUALS, [left, right]) => {
                let kind = self.type_of(left, depth)?;
                self.expect(right, kind, depth)?;
                Ok(Type::Bool)
            }
            (
                operators::LESS | operators::LESS_EQUALS | operators::GREATER | operators::GREATER_EQUALS,
                [left, right],
            ) => {
                self.expect(left, Type::Int, depth)?;
                self.expect(right, Type::Int, depth)?;
                Ok(Type::Bool)
            }
            (
                operators::ADD
                | operators::SUBSTRACT
                | operators::MULTIPLY
                | operators::DIVIDE
                | operators::MODULO,
                [left, right],
            ) => {
                self.expect(left, Type::Int, depth)?;
                self.expect(right, Type::Int, depth)?;
                Ok(Type::Int)
            }
            (operators::NEGATE, [number]) => {
                self.expect(number, Type::Int, depth)?;
                Ok(Type::Int)
            }
            (operators::CONDITIONAL, [condition, yes, no]) => {
                self.expect(condition, Type::Bool, depth)?;
                let kind = self.type_of(yes, depth)?;
                self.expect(no, kind, depth)?;
                Ok(kind)
            }
            (operators::IN, [item, list]) => {
                let kind = self.type_of(item, depth)?;
                let Expr::List(list) = &list.expr else {
                    return Err(ExpressionError::NotInLanguage("in without a list".to_owned()));
                };
                for element in &list.elements {
                    self.expect(element, kind, depth)?;
                }
                Ok(Type::Bool)
            }
            (name, arguments) => self.function(name, arguments, depth),
        }
    }

    fn function(
        &mut self,
        name: &str,
        arguments: &[IdedExpr],
        depth: usize,
    ) -> Result<Type, ExpressionError> {
        let Some(function) = functions::find(name) else {
            return Err(ExpressionError::NotInLanguage(name.to_owned()));
        };
        if function.takes.len() != arguments.len() {
            return Err(ExpressionError::WrongArguments {
                function: name.to_owned(),
                given: arguments.len(),
            });
        }
        for (argument, wanted) in arguments.iter().zip(function.takes) {
            self.expect(argument, *wanted, depth)?;
        }
        Ok(Type::Int)
    }
}

fn describe(expr: &Expr) -> String {
    match expr {
        Expr::Ident(name) => name.clone(),
        Expr::Literal(LiteralValue::Double(_)) => "a fraction".to_owned(),
        Expr::Literal(literal) => format!("{literal:?}"),
        Expr::Call(call) => call.func_name.clone(),
        Expr::List(_) => "a list".to_owned(),
        Expr::Map(_) => "a map".to_owned(),
        Expr::Select(select) => format!(".{}", select.field),
        _ => "this".to_owned(),
    }
}
