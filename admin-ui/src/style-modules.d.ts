// webpack takes these in; they have no types of their own.
declare module '*.scss';
declare module '*.css';
