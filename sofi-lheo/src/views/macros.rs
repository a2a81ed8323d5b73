//! What makes types and methods of the table in `generated/views.rs`.

/// The views: a type for each element, a method for each child and attribute, and the table of all of them.
macro_rules! views {
    ($(
        $view:ident $element:ident $doc:literal {
            $($kind:ident $method:ident $type:ident $child:ident $child_doc:literal;)*
        } {
            $($dialects:literal { $($attribute:ident $name:literal)* })*
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

                $(child! { $kind $method $type $child $child_doc })*
                $($(attribute! { $attribute $name $dialects })*)*
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
                        value: |node| $view::from_node(node)?.$attribute(),
                    },
                )*)*],
            },
        )*];
    };
}

/// The method of a child.
macro_rules! child {
    // Whatever holds extensions is asked for one of them by name.
    (many extras $type:ident $child:ident $doc:literal) => {
        child! { many (extras) $type $child $doc }

        /// The first `extra` whose `info` is `key`, directly in an `extras` whose `info` is `group`: an `extras` of this
        /// element, this one itself if it is one, or one nested in them at any depth. Those of other children are
        /// theirs and are not looked at.
        pub fn find_extra(self, group: &str, key: &str) -> Option<Extra<'r>> {
            find_extra(self.node, group, key).map(|node| Extra { node })
        }
    };
    (one $method:ident $type:ident $child:ident $doc:literal) => {
        #[doc = $doc]
        pub fn $method(self) -> Option<$type<'r>> {
            one(self.node, element::$child).map(|node| $type { node })
        }
    };
    (many ($method:ident) $type:ident $child:ident $doc:literal) => {
        #[doc = $doc]
        pub fn $method(self) -> impl Iterator<Item = $type<'r>> {
            many(self.node, element::$child).map(|node| $type { node })
        }
    };
    (many $method:ident $type:ident $child:ident $doc:literal) => {
        child! { many ($method) $type $child $doc }
    };
}

/// The method of an attribute.
macro_rules! attribute {
    ($method:ident $name:literal $dialects:literal) => {
        #[doc = concat!("The attribute `", $name, "`. ", $dialects, ".")]
        pub fn $method(self) -> Option<String> {
            self.node.attribute($name)
        }
    };
}

/// The attributes of leaves.
macro_rules! leaf {
    ($($dialects:literal { $($attribute:ident $name:literal)* })*) => {
        impl Leaf<'_> {
            $($(attribute! { $attribute $name $dialects })*)*
        }

        /// The attributes that have a method in [`Leaf`].
        pub static LEAF_ATTRIBUTES: &[AttributeMethod] = &[$($(
            AttributeMethod {
                name: $name,
                method: stringify!($attribute),
                value: |node| Leaf::from_node(node)?.$attribute(),
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

pub(crate) use {attribute, child, leaf, repeats, views};
