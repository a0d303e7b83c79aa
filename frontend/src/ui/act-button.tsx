import { Button, type ButtonProps, Tooltip } from 'antd';
import { useId } from 'react';

interface Props extends ButtonProps {
  /** Why the button can not be pressed now; a button with a reason is disabled but can be reached and read. */
  why?: string | null;
}

export function ActButton({ why, onClick, children, ...rest }: Props) {
  const id = useId();
  if (!why) {
    return (
      <Button onClick={onClick} {...rest}>
        {children}
      </Button>
    );
  }
  // Not the `disabled` attribute: that would keep the keyboard from the explanation.
  return (
    <Tooltip title={why}>
      <Button
        {...rest}
        type="default"
        danger={false}
        aria-disabled
        className="looks-disabled"
        aria-describedby={id}
        htmlType="button"
      >
        {children}
        <span id={id} className="sr-only">
          {why}
        </span>
      </Button>
    </Tooltip>
  );
}
