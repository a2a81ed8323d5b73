//! What makes types and methods of the table in `generated/views.rs`.

/// The views: a type for each element, a method for each child and attribute, and the table of all of them.
macro_rules! views {
    ($(
        $view:ident $element:ident $doc:literal {
            $($kind:ident $method:ident $setter:ident $type:ident $child:ident $child_doc:literal;)*
        } {
            $($dialects:literal { $($attribute:ident $attribute_setter:ident $name:literal)* })*
        }
    )*) => {
        $(
            #[doc = $doc]
            #[derive(Debug, Clone, Copy)]
            pub struct $view<'r> {
                node: Node<'r>,
            }

            impl<'r> $view<'r> {
                /// The element that it is a view of.
                pub const ELEMENT: Element = element::$element;

                /// The view of a node; `None` when it is not this element.
                pub fn from_node(node: Node<'r>) -> Option<Self> {
                    (node.element() == Some(Self::ELEMENT)).then_some(Self { node })
                }

                /// The element in the record, for access by name and for what has no method.
                pub fn node(self) -> Node<'r> {
                    self.node
                }

                $(child! { $kind $method $setter $type $child $child_doc })*
                $($(attribute! { $attribute $attribute_setter $name $dialects })*)*
            }
        )*

        /// Every view, its methods included, sorted by the name of its element.
        pub static VIEWS: &[ViewDef] = &[$(
            ViewDef {
                element: element::$element,
                children: &[$(
                    ChildDef {
                        element: element::$child,
                        method: stringify!($method),
                        repeats: repeats!($kind),
                        setter: stringify!($setter),
                        set: |node, edits, text| match $view::from_node(node) {
                            Some(view) => set_child!(view $setter $type $child edits text),
                            None => Ok(()),
                        },
                        nodes: |node| {
                            let views = $view::from_node(node).into_iter();
                            views.flat_map(|view| view.$method()).map(|child| child.node()).collect()
                        },
                    },
                )*],
                attributes: &[$($(
                    AttributeMethod {
                        name: $name,
                        method: stringify!($attribute),
                        setter: stringify!($attribute_setter),
                        value: |node| $view::from_node(node)?.$attribute(),
                        set: |node, edits, value| match $view::from_node(node) {
                            Some(view) => view.$attribute_setter(edits, value),
                            None => Ok(()),
                        },
                    },
                )*)*],
            },
        )*];
    };
}

/// The methods of a child.
macro_rules! child {
    // Whatever holds extensions is asked for one of them by name.
    (many extras $setter:ident $type:ident $child:ident $doc:literal) => {
        child! { many (extras) $setter $type $child $doc }

        /// The first `extra` whose `info` is `key`, directly in an `extras` whose `info` is `group`: an `extras` of this
        /// element, this one itself if it is one, or one nested in them at any depth. Those of other children are
        /// theirs and are not looked at.
        pub fn find_extra(self, group: &str, key: &str) -> Option<Extra<'r>> {
            find_extra(self.node, group, key).map(|node| Extra { node })
        }
    };
    (one $method:ident $setter:ident $type:ident $child:ident $doc:literal) => {
        #[doc = $doc]
        pub fn $method(self) -> Option<$type<'r>> {
            one(self.node, element::$child).map(|node| $type { node })
        }

        child! { set $method $setter $type $child }
    };
    (many ($method:ident) $setter:ident $type:ident $child:ident $doc:literal) => {
        #[doc = $doc]
        pub fn $method(self) -> impl Iterator<Item = $type<'r>> {
            many(self.node, element::$child).map(|node| $type { node })
        }

        child! { add $method $setter $type $child }
    };
    (many $method:ident $setter:ident $type:ident $child:ident $doc:literal) => {
        child! { many ($method) $setter $type $child $doc }
    };
    (set $method:ident $setter:ident Leaf $child:ident) => {
        #[doc = concat!("Gives [`", stringify!($method), "`](Self::", stringify!($method), ") this text, adding the element when there is none.")]
        pub fn $setter(self, edits: &mut Edits<'r>, text: impl Display) -> Result<(), EditError> {
            set_leaf(self.node, element::$child, edits, text)
        }
    };
    (set $method:ident $setter:ident $type:ident $child:ident) => {
        #[doc = concat!("Puts this in the place of [`", stringify!($method), "`](Self::", stringify!($method), "), whose element it must be, or adds it when there is none.")]
        pub fn $setter(self, edits: &mut Edits<'r>, fragment: Fragment) -> Result<(), EditError> {
            set_view(self.node, element::$child, edits, fragment)
        }
    };
    (add $method:ident $setter:ident Leaf $child:ident) => {
        #[doc = concat!("Adds one [`", stringify!($method), "`](Self::", stringify!($method), ") with this text, after those that are there.")]
        pub fn $setter(self, edits: &mut Edits<'r>, text: impl Display) -> Result<(), EditError> {
            edits.insert(self.node, Fragment::leaf(element::$child, text))
        }
    };
    (add $method:ident $setter:ident $type:ident $child:ident) => {
        #[doc = concat!("Adds one [`", stringify!($method), "`](Self::", stringify!($method), "), whose element it must be, after those that are there.")]
        pub fn $setter(self, edits: &mut Edits<'r>, fragment: Fragment) -> Result<(), EditError> {
            add_view(self.node, element::$child, edits, fragment)
        }
    };
}

/// What the setter of a child does with a text.
macro_rules! set_child {
    ($view:ident $setter:ident Leaf $child:ident $edits:ident $text:ident) => {
        $view.$setter($edits, $text)
    };
    ($view:ident $setter:ident $type:ident $child:ident $edits:ident $text:ident) => {{
        let _ = ($view, $edits, $text);
        Err(EditError::NoText(element::$child.name().to_owned()))
    }};
}

/// The methods of an attribute.
macro_rules! attribute {
    ($method:ident $setter:ident $name:literal $dialects:literal) => {
        #[doc = concat!("The attribute `", $name, "`. ", $dialects, ".")]
        pub fn $method(self) -> Option<String> {
            self.node.attribute($name)
        }

        #[doc = concat!("Gives it this attribute `", $name, "`.")]
        pub fn $setter(self, edits: &mut Edits<'r>, value: impl Display) -> Result<(), EditError> {
            edits.set_attribute(self.node, $name, value)
        }
    };
}

/// The attributes of leaves.
macro_rules! leaf {
    ($($dialects:literal { $($attribute:ident $setter:ident $name:literal)* })*) => {
        impl<'r> Leaf<'r> {
            $($(attribute! { $attribute $setter $name $dialects })*)*
        }

        /// The attributes that have a method in [`Leaf`].
        pub static LEAF_ATTRIBUTES: &[AttributeMethod] = &[$($(
            AttributeMethod {
                name: $name,
                method: stringify!($attribute),
                setter: stringify!($setter),
                value: |node| Leaf::from_node(node)?.$attribute(),
                set: |node, edits, value| match Leaf::from_node(node) {
                    Some(leaf) => leaf.$setter(edits, value),
                    None => Ok(()),
                },
            },
        )*)*];
    };
}

macro_rules! repeats {
    (one) => {
        false
    };
    (many) => {
        true
    };
}

pub(crate) use {attribute, child, leaf, repeats, set_child, views};
