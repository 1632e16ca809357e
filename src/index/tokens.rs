//! The tokenizer that Tantivy runs: terms come analysed, so it only separates them.

use crate::analysis::terms::{BESIDE, NEXT};
use tantivy::tokenizer::{Token, TokenStream, Tokenizer, TokenizerManager};

/// The name under which the schema knows [`Tokens`].
pub const NAME: &str = "terms";

/// The tokenizers that a writer needs; readers need none.
pub fn tokenizers() -> TokenizerManager {
    let tokenizers = TokenizerManager::default();
    tokenizers.register(NAME, Tokens::default());
    tokenizers
}

/// Cuts [`crate::analysis::Terms`].
#[derive(Clone, Debug, Default)]
pub struct Tokens {
    token: Token,
}

impl Tokenizer for Tokens {
    type TokenStream<'a> = TokensOf<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> TokensOf<'a> {
        self.token.reset();
        self.token.position = 0;
        TokensOf { rest: text, token: &mut self.token }
    }
}

/// The terms of one text.
#[derive(Debug)]
pub struct TokensOf<'a> {
    rest: &'a str,
    token: &'a mut Token,
}

impl TokenStream for TokensOf<'_> {
    fn advance(&mut self) -> bool {
        let bytes = self.rest.as_bytes();
        let mut start = 0;
        loop {
            match bytes.get(start) {
                None => return false,
                Some(&byte) if byte == NEXT as u8 => self.token.position += 1,
                Some(&byte) if byte == BESIDE as u8 => {}
                Some(_) => break,
            }
            start += 1;
        }
        let is_end = |&byte: &u8| byte == NEXT as u8 || byte == BESIDE as u8;
        let end = bytes[start..].iter().position(is_end).map_or(bytes.len(), |length| start + length);
        self.token.text.clear();
        self.token.text.push_str(&self.rest[start..end]);
        self.rest = &self.rest[end..];
        true
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}
